"""Files that somebody may send us in malice or by mistake, made when the tests run.

REFUSED: each is one line that names it and a remedy. HARMLESS: each is read, and does nothing but be read.
"""

from tests.hostile import archives, markup, office, pictures

#: File name -> its bytes, made when asked for.
REFUSED = {**archives.REFUSED, **markup.REFUSED, **office.REFUSED, **pictures.REFUSED}
HARMLESS = {**archives.HARMLESS, **markup.HARMLESS, **office.HARMLESS}
