"""What other publishers learnt the hard way: one named test a lesson, with the client that breaks without it."""
