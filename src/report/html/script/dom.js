// SPDX-License-Identifier: Apache-2.0
// Small helpers. Whatever a bundle says gets into the page as text, by textContent: there is no other way in here.

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key === 'text') made.textContent = value;
    else if (key === 'class') made.className = value;
    else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined) made.append(child);
  }
  return made;
}

const by_id = (id) => document.getElementById(id);

// Units of the SI, as in the other reports.
function size_words(bytes) {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
  let unit = -1;
  do {
    bytes /= 1000;
    unit += 1;
  } while (bytes >= 999.95 && unit < units.length - 1);
  return `${bytes.toFixed(1)} ${units[unit]}`;
}

const number_words = (count) => count.toLocaleString('en-US');
const plural = (count, noun) =>
  `${number_words(count)} ${count === 1 ? noun : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;

function announce(text) {
  by_id('announcement').textContent = text;
}

// Without a clipboard of its own (an old browser, a page that is not trusted), by a selection.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element('textarea', { class: 'hidden', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

function copy_button(text, label) {
  const button = element('button', { type: 'button', class: 'button copy', text: 'Copy', 'aria-label': `Copy ${label}` });
  button.addEventListener('click', async () => {
    await copy(text);
    button.textContent = 'Copied';
    announce('Copied');
    setTimeout(() => (button.textContent = 'Copy'), 1600);
  });
  return button;
}

function pill(kind, text) {
  return element('span', { class: `pill ${kind}`, text });
}

// Of long lists the first; a button brings the rest, so much at a time.
function in_steps(items, step, make, parent) {
  let shown = 0;
  const more = element('button', { type: 'button', class: 'button more' });
  const add = () => {
    for (const item of items.slice(shown, shown + step)) parent.append(make(item));
    shown = Math.min(shown + step, items.length);
    more.hidden = shown === items.length;
    const left = items.length - shown;
    more.textContent = left <= step ? `Show ${number_words(left)} more` : `Show ${number_words(step)} of ${number_words(left)} more`;
  };
  more.addEventListener('click', add);
  add();
  return more;
}
