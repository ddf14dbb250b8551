// Narrows the list beside the page; without it the list is whole.
const field = document.getElementById('search');
const found = document.getElementById('found');
const entries = [...document.querySelectorAll('nav li')];
const groups = [...document.querySelectorAll('nav section')];

function narrow() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let many = 0;
  for (const entry of entries) {
    const fits = words.every((word) => entry.dataset.words.includes(word));
    entry.hidden = !fits;
    if (fits) many += 1;
  }
  for (const group of groups) group.hidden = group.querySelector('li:not([hidden])') === null;
  found.textContent = words.length === 0 ? '' : many === 1 ? '1 entry' : `${many} entries`;
}

field.addEventListener('input', narrow);
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement !== field) {
    event.preventDefault();
    field.focus();
  }
});
narrow();
