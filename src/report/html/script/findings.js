// SPDX-License-Identifier: Apache-2.0
// What is wrong with each package and the line that fixes it; the packages; what rides along.

const FILES_SHOWN = 5;
const GROUPS_SHOWN = 25;
const ROWS_SHOWN = 50;

// An option stays on one line: "--only-binary" breaks badly.
function with_options(text) {
  return text.split(/(\s+)/).map((word) => (word.startsWith('-') ? element('span', { class: 'option-name', text: word }) : word));
}

function fix_box(fix, name) {
  const line = fix.line || fix.summary;
  const apart = fix.line && !fix.summary.includes(fix.line);
  return element('div', { class: 'fix' },
    element('p', {}, element('b', { text: `${name}: ` }), with_options(fix.summary), apart ? element('code', {}, ' ', with_options(fix.line)) : null),
    copy_button(line, `the line that fixes it: ${line}`));
}

function together_card(fixes) {
  if (fixes.length === 0) return null;
  return element('section', { class: 'together', 'aria-label': 'One line fixes several' }, fixes.map((fix) => fix_box(fix, 'Fix them together')));
}

function why(rule) {
  const { summary, why: reason, reference } = page.rules[rule];
  return element('details', { class: 'why' }, element('summary', {}, element('code', { text: rule })),
    element('p', { text: `${summary[0].toUpperCase()}${summary.slice(1)}. ${reason}` }),
    element('p', { class: 'aside', text: reference }));
}

function file_link(bundle, index, reveal) {
  return element('li', {}, element('button', { type: 'button', class: 'link mono', text: path_of(bundle.files[index]), onclick: () => reveal(index) }));
}

function complaint_row(complaint, title, bundle, reveal) {
  const body = element('div', {}, element('p', { text: complaint.message }));
  const files = complaint.files;
  if (files.length > 0) {
    const list = element('ul');
    body.append(list, in_steps(files, files.length <= FILES_SHOWN + 1 ? FILES_SHOWN + 1 : FILES_SHOWN, (index) => file_link(bundle, index, reveal), list));
  }
  if (complaint.details) {
    body.append(element('details', {}, element('summary', { text: 'More' }),
      element('ul', { class: 'plain' }, complaint.details.map((text) => element('li', { text })))));
  }
  body.append(why(complaint.rule));
  return element('div', { class: 'complaint' }, element('div', {}, pill(complaint.severity, complaint.severity)), body);
}

function matches(group, query, bundle) {
  if (query === '') return true;
  const has = (text) => text.toLowerCase().includes(query);
  return has(group.title) || group.complaints.some((one) =>
    has(one.rule) || has(one.message) || one.files.some((index) => has(path_of(bundle.files[index]))));
}

function group_article(group, bundle, reveal) {
  const title = element('h4', { text: group.title });
  if (group.origin) title.append(' ', element('span', { class: 'aside', text: `(${group.origin})` }));
  return element('article', { class: 'group' }, title,
    group.complaints.map((one) => complaint_row(one, group.title, bundle, reveal)), group.fixes.map((fix) => fix_box(fix, 'Fix')));
}

function groups_card(title, id, groups, query, bundle, reveal) {
  const found = groups.filter((group) => matches(group, query, bundle));
  if (groups.length === 0) return null;
  const of = found.length < groups.length ? `${number_words(found.length)} of ${number_words(groups.length)}` : number_words(groups.length);
  const box = element('div');
  const card = element('section', { class: `card ${id}`, 'aria-label': title },
    element('header', {}, element('h3', { text: title }), element('span', { class: 'aside', text: of })), box);
  card.append(in_steps(found, GROUPS_SHOWN, (group) => group_article(group, bundle, reveal), box));
  return card;
}

// What can go: files that nothing loads there.
function unused_card(judgement, query, bundle, reveal) {
  const rows = judgement.remarks.flatMap((group) => group.complaints.filter((one) => one.unused).map((one) => ({ ...group, complaints: [one], one })));
  if (rows.length === 0) return null;
  const sum = (files) => files.reduce((all, index) => all + bundle.files[index].bytes, 0);
  const found = rows.filter((group) => matches(group, query, bundle)).sort((a, b) => sum(b.one.unused) - sum(a.one.unused));
  const all = [...new Set(rows.flatMap((group) => group.one.unused))];
  const list = element('div');
  const make = (group) => {
    const files = element('ul', { class: 'plain' });
    const more = in_steps(group.one.unused, ROWS_SHOWN, (index) => file_link(bundle, index, reveal), files);
    return element('details', { class: 'group' }, element('summary', {}, element('b', { text: group.title }),
      ` ${size_words(sum(group.one.unused))} in ${plural(group.one.unused.length, 'file')}`), files, more);
  };
  return element('section', { class: 'card unused-card', 'aria-label': 'Rides along unused' },
    element('header', {}, element('h3', { text: 'Rides along unused' }),
      element('span', { class: 'aside', text: `${size_words(sum(all))} in ${plural(all.length, 'file')} for other platforms: nothing loads them there` })),
    list, in_steps(found, GROUPS_SHOWN, make, list));
}

function remarks_of(judgement) {
  return judgement.remarks
    .map((group) => ({ ...group, complaints: group.complaints.filter((one) => !one.unused) }))
    .filter((group) => group.complaints.length > 0);
}

function waived_card(judgement) {
  if (judgement.waived.length === 0) return null;
  const list = element('ul', { class: 'plain' });
  const make = (one) => element('li', {}, pill('unread', one.severity), ` ${one.path || 'the whole bundle'}: ${one.message} `,
    element('code', { class: 'rule', text: one.rule }), ` ${one.why}`);
  return element('section', { class: 'card', 'aria-label': 'Does not count' },
    element('header', {}, element('h3', { text: 'Does not count' }), element('span', { class: 'aside', text: number_words(judgement.waived.length) })),
    list, in_steps(judgement.waived, ROWS_SHOWN, make, list));
}

// --- Packages

function package_rows(bundle, states) {
  const rows = bundle.data.packages.map((one) => ({ ...one, files: 0, bytes: 0, native: 0, unused: 0, worst: STATE.other }));
  const by_package = new Map(bundle.data.packages.map((one, at) => [one, rows[at]]));
  for (const file of bundle.files) {
    const row = by_package.get(file.package);
    if (!row) continue;
    row.files += 1;
    row.bytes += file.bytes;
    if (file.fact && file.fact.state === 'native') row.native += 1;
    if (states[file.index] === STATE.unused) row.unused += file.bytes;
    row.worst = Math.min(row.worst, states[file.index]);
  }
  return rows;
}

const COLUMNS = [
  { key: 'name', label: 'Package' },
  { key: 'worst', label: 'Verdict' },
  { key: 'bytes', label: 'Size', number: true },
  { key: 'native', label: 'Native files', number: true },
  { key: 'unused', label: 'Unused', number: true },
  { key: 'ecosystem', label: 'From' },
];

function package_row(row) {
  const from = [row.ecosystem, row.installer && `by ${row.installer}`, row.built_locally && 'built here'].filter(Boolean).join(', ');
  const state = STATES[row.worst];
  const kind = { error: 'error', warning: 'warning', fits: 'fits', unused: 'note' }[state.key] || 'unread';
  return element('tr', {}, element('th', { scope: 'row' }, row.name, ' ', element('span', { class: 'aside', text: row.version })),
    element('td', {}, pill(kind, state.label)),
    element('td', { class: 'number', text: size_words(row.bytes) }), element('td', { class: 'number', text: number_words(row.native) }),
    element('td', { class: 'number', text: row.unused ? size_words(row.unused) : '' }), element('td', { class: 'aside', text: from }));
}

class Packages_view {
  constructor() {
    this.sorted = 'bytes';
    this.down = true;
    this.element = element('section', { class: 'card packages', 'aria-label': 'Packages' });
  }

  show(bundle, states, query) {
    this.rows = package_rows(bundle, states);
    this.query = query;
    this.element.hidden = this.rows.length === 0;
    this.draw();
  }

  draw() {
    const found = this.rows.filter((row) => `${row.name} ${row.version}`.toLowerCase().includes(this.query)).sort((a, b) => this.compare(a, b));
    const body = element('tbody');
    const head = element('tr', {}, COLUMNS.map((column) => element('th', {
      scope: 'col', class: column.number ? 'number' : '',
      'aria-sort': this.sorted === column.key ? (this.down ? 'descending' : 'ascending') : 'none',
    }, element('button', { type: 'button', onclick: () => this.sort(column) },
      `${column.label}${this.sorted === column.key ? (this.down ? ' ↓' : ' ↑') : ''}`))));
    const of = found.length < this.rows.length ? `${number_words(found.length)} of ${number_words(this.rows.length)}` : number_words(this.rows.length);
    this.element.replaceChildren(
      element('header', {}, element('h3', { text: 'Packages' }), element('span', { class: 'aside', text: of })),
      element('div', { class: 'scroll' }, element('table', {}, element('caption', { class: 'hidden', text: 'Packages' }), element('thead', {}, head), body)),
      in_steps(found, ROWS_SHOWN, package_row, body));
  }

  compare(a, b) {
    const [one, other] = [a[this.sorted], b[this.sorted]];
    const order = one < other ? -1 : one > other ? 1 : a.name < b.name ? -1 : 1;
    return this.down ? -order : order;
  }

  sort(column) {
    this.down = this.sorted === column.key ? !this.down : Boolean(column.number);
    this.sorted = column.key;
    const at = COLUMNS.indexOf(column);
    this.draw();
    this.element.querySelectorAll('thead button')[at].focus();
  }
}
