// SPDX-License-Identifier: Apache-2.0
// The page from top to bottom: the verdict, of several bundles an overview, a part for each.

const OPEN_PARTS = 1;
const parts = page.parts.map((data, at) => new Part(data, at));

// --- Light and dark: as the system wants it, until the button says otherwise.

function stored_theme() {
  try {
    return localStorage.getItem('platlint-theme');
  } catch {
    return null; // a page without an origin has no store
  }
}

const system_theme = matchMedia('(prefers-color-scheme: dark)');

function use_theme(theme) {
  document.documentElement.dataset.theme = theme;
  by_id('theme').textContent = theme === 'dark' ? '☀' : '☾';
  for (const part of parts) if (part.map) part.map.repaint();
}

const wanted_theme = () => stored_theme() || (system_theme.matches ? 'dark' : 'light');

function start_theme() {
  use_theme(wanted_theme());
  system_theme.addEventListener('change', () => use_theme(wanted_theme()));
  by_id('theme').addEventListener('click', () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('platlint-theme', theme);
    } catch {
      // it holds until the page is closed
    }
    use_theme(theme);
  });
  window.addEventListener('beforeprint', () => {
    for (const part of parts.slice(0, 40)) if (part.details) part.details.open = true;
    use_theme('light');
  });
  window.addEventListener('afterprint', () => use_theme(wanted_theme()));
}

// --- Search

function search() {
  const query = by_id('search').value.trim().toLowerCase();
  for (const part of parts) part.show(query);
  draw_overview(query);
  if (query === '') return announce('');
  const hits = parts.reduce((sum, part) => sum + (part.map ? part.map.hits : 0), 0);
  announce(`${plural(hits, 'file')} found`);
}

function start_search() {
  let timer = 0;
  const field = by_id('search');
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    field.value = '';
    search();
    field.blur();
  });
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

// --- Several bundles

const overview = element('div');

function open_part(part, platform) {
  if (platform !== undefined) part.platform = platform;
  part.details.open = true;
  make_part(part);
  part.show(part.query);
  part.details.scrollIntoView({ block: 'start' });
  part.details.querySelector('summary').focus({ preventScroll: true });
}

function overview_row(part) {
  const { data } = part;
  const bundle = page.bundles[data.bundle];
  const cells = page.crossed
    ? data.judgements.map((judgement, at) => element('td', {}, element('button', { type: 'button', class: cell_class(judgement), text: `${SIGNS[verdict_of(judgement)]} ${judgement.cell}`, onclick: () => open_part(part, at) })))
    : data.judgements.map((judgement) => [
      element('td', { text: page.platforms[judgement.platform].name }),
      element('td', {}, element('button', { type: 'button', class: cell_class(judgement), text: `${SIGNS[verdict_of(judgement)]} ${judgement.cell}`, onclick: () => open_part(part) })),
      element('td', { class: 'aside', text: counts_words(judgement) })]);
  const needs = data.needs ? [element('td', { text: data.needs.platform })] : [];
  return element('tr', {}, element('th', { scope: 'row' }, element('button', { type: 'button', class: 'link', text: data.name, onclick: () => open_part(part) })),
    cells, needs, element('td', { class: 'number', text: size_words(bundle.bytes) }));
}

function overview_head() {
  if (page.crossed) return page.platforms.map((platform) => platform.name);
  return page.platforms.length > 0 ? ['Platform', 'Verdict', 'Findings'] : ['Is for'];
}

function draw_overview(query) {
  if (parts.length < 2) return;
  const worst = (part) => part.data.judgements.reduce((sum, one) => sum + (verdict_of(one) === 'fits' ? 0 : verdict_of(one) === 'incomplete' ? 1 : 2), 0);
  const found = parts.filter((part) => query === '' || part.data.name.toLowerCase().includes(query) || part.has(query));
  found.sort((a, b) => worst(b) - worst(a) || a.at - b.at);
  const body = element('tbody');
  const head = ['Bundle', ...overview_head()].map((text) => element('th', { scope: 'col', text }));
  head.push(element('th', { scope: 'col', class: 'number', text: 'Size' }));
  const of = found.length < parts.length ? `${number_words(found.length)} of ${number_words(parts.length)}` : number_words(parts.length);
  fill_with(overview, [element('section', { class: 'card overview', 'aria-label': 'Bundles' },
    element('header', {}, element('h2', { text: 'Bundles' }), element('span', { class: 'aside', text: of })),
    element('div', { class: 'scroll' }, element('table', {}, element('caption', { class: 'hidden', text: 'Verdict by bundle' }),
      element('thead', {}, element('tr', {}, head)), body)),
    in_steps(found, ROWS_SHOWN, overview_row, body))]);
  for (const part of parts) part.details.hidden = !found.includes(part);
}

function make_part(part) {
  if (!part.map) part.build(part.details);
}

function part_details(part) {
  const pills = part.data.judgements.map((judgement) =>
    pill(verdict_of(judgement), page.crossed ? `${SIGNS[verdict_of(judgement)]} ${page.platforms[judgement.platform].name}` : `${SIGNS[verdict_of(judgement)]} ${cell_words(judgement)}`));
  part.details = element('details', { class: 'part', id: `bundle-${part.at + 1}` }, element('summary', {}, element('h2', { text: part.data.name }), pills));
  part.details.addEventListener('toggle', () => part.details.open && make_part(part));
  return part.details;
}

function start() {
  by_id('sign').className = `sign ${page.verdict}`;
  by_id('sign').textContent = SIGNS[page.verdict] || '?';
  by_id('counts').textContent = page.counts;
  by_id('footer').textContent = `platlint ${page.version}. This page needs nothing from anywhere, and sends nothing.`;
  const content = by_id('content');
  if (page.not_judged.length > 0) {
    content.append(element('section', { class: 'card', 'aria-label': 'Not judged' }, element('header', {}, element('h2', { text: 'Not judged' })),
      element('ul', { class: 'plain' }, page.not_judged.map((text) => element('li', { text })))));
  }
  if (parts.length === 1) {
    const only = element('div', { class: 'part' });
    content.append(only);
    parts[0].build(only);
  } else if (parts.length > 1) {
    content.append(overview, ...parts.map(part_details));
    draw_overview('');
    if (parts.length <= 4) for (const part of parts.slice(0, OPEN_PARTS)) part.details.open = true;
  }
  start_theme();
  start_search();
}

start();
