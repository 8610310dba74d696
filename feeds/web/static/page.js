// What pages do a little better with a script; everything works without it.
'use strict';

const editable = (node) => node.matches('input, textarea, select, [contenteditable]');

// "/" goes to the search box.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || editable(event.target)) return;
  const field = document.querySelector(`[data-focus-key="${CSS.escape(event.key)}"]`);
  if (field) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});

// Buttons that copy an address. The clipboard is there over https and on this computer alone.
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  const label = button.textContent;
  button.addEventListener('click', async () => {
    const field = button.parentElement.querySelector('input');
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      field.select();
      document.execCommand('copy');
    }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
for (const field of document.querySelectorAll('.copy input')) {
  field.addEventListener('focus', () => field.select());
}

// A file dropped on the form is the file of its file field.
for (const form of document.querySelectorAll('form[data-drop]')) {
  const field = form.querySelector('input[type=file]');
  const note = form.querySelector('[data-drop-note]');
  if (note) note.hidden = false;
  for (const name of ['dragenter', 'dragover']) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add('dropping');
    });
  }
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) form.classList.remove('dropping');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('dropping');
    if (event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}

// The review desk by keyboard: j and k go from case to case; other keys press the button that names them.
const cases = [...document.querySelectorAll('.case[data-item]')];
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || editable(event.target)) return;
  const here = document.activeElement.closest('[data-item]');
  if (cases.length && (event.key === 'j' || event.key === 'k')) {
    const at = cases.indexOf(here) + (event.key === 'j' ? 1 : -1);
    cases[Math.max(0, Math.min(cases.length - 1, at))].focus();
    return;
  }
  const selector = `[data-key="${CSS.escape(event.key)}"]`;
  const place = here || document.querySelector('[data-item]');
  const button = (place && place.querySelector(selector)) || document.querySelector(`.flash ${selector}`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
