// SPDX-License-Identifier: Apache-2.0
// A bundle: its numbers, what is wrong with it, where its bytes are, its packages. For several platforms a table says
// which, and a click shows it by that one.

const verdict_of = (judgement) =>
  judgement.cell === 'not read' ? 'incomplete' : judgement.errors > 0 ? 'does-not-fit' : 'fits';
const WORDS = { fits: 'fits', 'does-not-fit': 'does not fit', incomplete: 'not read', 'not-judged': 'not judged' };
const counts_words = (judgement) =>
  ['error', 'warning', 'note'].filter((kind) => judgement[`${kind}s`] > 0).map((kind) => plural(judgement[`${kind}s`], kind)).join(', ');

// "fits", "does not fit: wrong-format"
function cell_words(judgement) {
  const verdict = verdict_of(judgement);
  return verdict === 'does-not-fit' ? `${WORDS[verdict]}: ${judgement.cell}` : judgement.cell;
}

const SIGNS = { fits: '✓', 'does-not-fit': '✕', incomplete: '!', 'not-judged': '?' };
const cell_class = (judgement) => `cell ${verdict_of(judgement)}`;

class Part {
  constructor(data, at) {
    this.data = data;
    this.at = at;
    this.platform = Math.max(0, data.judgements.findIndex((one) => verdict_of(one) !== 'fits'));
    this.query = '';
  }

  get judgement() {
    return this.data.judgements[this.platform] || null;
  }

  // Does anything in it match? Asked of parts that nobody has opened, too.
  has(query) {
    const bundle = bundle_of(this.data);
    return bundle.files.some((file) => path_of(file).toLowerCase().includes(query)) ||
      bundle.data.packages.some((one) => `${one.name} ${one.version}`.toLowerCase().includes(query)) ||
      this.data.judgements.some((judgement) => judgement.groups.some((group) => matches(group, query, bundle)));
  }

  // Made when it is first looked at.
  build(parent) {
    this.map = new Map_view(this.data);
    this.packages = new Packages_view();
    this.tiles = element('div');
    this.together = element('div');
    this.wrong = element('div');
    this.rest = element('div');
    this.platforms = element('div');
    const failure = page.bundles[this.data.bundle].failure;
    const said = failure ? element('p', { class: 'card' }, pill('warning', 'not read'), ` ${failure}`) : null;
    this.blocks = [said, this.platforms, this.tiles, this.together, this.map.element, this.wrong, this.rest, this.packages.element].filter(Boolean);
    for (const block of this.blocks) parent.append(block);
    this.show(this.query);
  }

  show(query) {
    this.query = query;
    if (!this.map) return;
    const { bundle } = this.map;
    const { judgement } = this;
    const reveal = (index) => this.map.reveal(index);
    this.map.show(judgement, query);
    const states = states_of(bundle, judgement);
    this.packages.show(bundle, states, query);
    this.draw_tiles(bundle, states);
    this.draw_platforms();
    const fixes = judgement ? page.platforms[judgement.platform].fixes : [];
    const together = judgement && judgement.groups.filter((group) => group.fixes.some((fix) => fix.line)).length > 1;
    fill_with(this.together, [together ? together_card(fixes) : null]);
    fill_with(this.wrong, judgement
      ? [groups_card('What to fix', 'wrong', judgement.groups, query, bundle, reveal)]
      : [needs_card(this.data.needs)]);
    fill_with(this.rest, judgement ? [unused_card(judgement, query, bundle, reveal),
      groups_card('Worth knowing', 'remarks', remarks_of(judgement), query, bundle, reveal), waived_card(judgement)] : []);
  }

  draw_tiles(bundle, states) {
    const native = bundle.files.filter((file) => file.fact && file.fact.state === 'native').length;
    let unused = 0;
    for (const file of bundle.files) if (states[file.index] === STATE.unused) unused += file.bytes;
    const tiles = [['Size', size_words(bundle.root.bytes)], ['Entries', number_words(bundle.files.length)], ['Native files', number_words(native)],
      ['Packages', number_words(bundle.data.packages.length)]];
    if (unused > 0) tiles.push(['Unused on the platform', size_words(unused)]);
    this.tiles.replaceChildren(element('dl', { class: 'tiles' }, tiles.map(([name, value]) =>
      element('div', {}, element('dt', { text: name }), element('dd', { text: value })))));
  }

  draw_platforms() {
    if (this.data.judgements.length < 2) return;
    const rows = this.data.judgements.map((judgement, at) => {
      const platform = page.platforms[judgement.platform];
      const choose = () => {
        this.platform = at;
        this.show(this.query);
        this.platforms.querySelectorAll('.cell')[at].focus();
        announce(`Shown for ${platform.name}`);
      };
      return element('tr', {}, element('th', { scope: 'row', text: platform.name }),
        element('td', {}, element('button', { type: 'button', class: cell_class(judgement), 'aria-pressed': String(at === this.platform), title: cell_words(judgement), text: `${SIGNS[verdict_of(judgement)]} ${judgement.cell}`, onclick: choose })),
        element('td', { class: 'aside', text: counts_words(judgement) }), element('td', { class: 'aside', text: platform.description }));
    });
    const head = ['Platform', 'Verdict', 'Findings', 'Is'].map((text) => element('th', { scope: 'col', text }));
    fill_with(this.platforms, [element('section', { class: 'card platforms', 'aria-label': 'Platforms' },
      element('header', {}, element('h3', { text: 'Platforms' }), element('span', { class: 'aside', text: `shown below: ${page.platforms[this.judgement.platform].name}` })),
      element('div', { class: 'scroll' }, element('table', {}, element('caption', { class: 'hidden', text: 'Verdict by platform' }),
        element('thead', {}, element('tr', {}, head)), element('tbody', {}, rows))))]);
  }
}

function fill_with(box, cards) {
  const shown = cards.filter(Boolean);
  box.hidden = shown.length === 0;
  box.className = 'stack';
  box.replaceChildren(...shown);
}

// --- Without a platform

function needs_card(needs) {
  const chips = (texts, kind) => element('div', { class: 'chips' }, texts.map((text) => pill(kind, text)));
  const pairs = (rows, kind) => element('ul', { class: 'plain' }, rows.map(([what, path]) =>
    element('li', {}, pill(kind, what), ' ', element('span', { class: 'mono', text: path }))));
  const block = (title, content) => element('div', { class: 'group' }, element('h4', { text: title }), content);
  return element('section', { class: 'card', 'aria-label': 'What it needs' },
    element('header', {}, element('h3', { text: 'What it needs' }),
      element('span', { class: 'aside', text: `${needs.platform}${needs.everywhere ? ', and any other platform' : ''}` })),
    needs.needs.length ? block('Needs', pairs(needs.needs, 'note')) : null,
    needs.minority.length ? block('Also holds', pairs(needs.minority, 'warning')) : null,
    needs.fits.length ? block(needs.minority.length ? 'The rest fits' : 'Fits', chips(needs.fits, 'fits')) : null,
    needs.misfits.length ? block('Does not fit', chips(needs.misfits.map(([platform, rule]) => `${platform}: ${rule}`), 'error')) : null);
}
