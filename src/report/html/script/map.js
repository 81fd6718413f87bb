// SPDX-License-Identifier: Apache-2.0
// Where the bytes are: the treemap with its path, its legend, the list of files, and what is known of one.

const KINDS = { link: 'a link', excluded: 'excluded', unread: 'not read' };

class Map_view {
  constructor(part) {
    this.part = part;
    this.bundle = bundle_of(part);
    this.mode = part.judgements.length > 0 ? 'verdict' : 'platform';
    this.query = '';
    this.only = null;
    this.current = this.bundle.root;
    this.treemap = new Treemap(part.name, {
      open: (node) => this.open(node),
      select: (node) => this.select(node),
      climb: () => this.climb(),
      hover: (node, event) => this.hint(node, event),
      focus: (node) => announce(this.words(node)),
    });
    this.list = new List(`Files of ${part.name}`, (node, row) => this.fill_row(node, row), (node) => this.pick(node));
    this.crumbs = element('ol', { class: 'crumbs' });
    this.legend = element('ul', { class: 'legend', 'aria-label': 'Legend: shows only these files' });
    this.detail = element('div', { class: 'detail', tabindex: -1, hidden: '' });
    this.list_title = element('span');
    this.list_sum = element('span');
    this.element = this.build();
  }

  build() {
    this.switches = ['verdict', 'platform'].map((mode) =>
      element('button', { type: 'button', text: mode === 'verdict' ? 'Verdict' : 'Platform', onclick: () => this.color_by(mode) }),
    );
    const coloured = element('div', { class: 'switch', role: 'group', 'aria-label': 'Coloured by' }, this.switches);
    const archive = this.bundle.data.packed ? `, ${size_words(this.bundle.data.packed)} packed` : '';
    const title = element('h3', { text: 'Where the bytes are' });
    const sum = `${size_words(this.bundle.root.bytes)} in ${plural(this.bundle.files.length, 'entry')}${archive}`;
    return element('section', { class: 'card', 'aria-label': 'Where the bytes are' },
      element('header', {}, title, element('span', { class: 'aside', text: sum })),
      element('div', { class: 'map-tools' }, element('nav', { 'aria-label': 'Directory shown' }, this.crumbs),
        this.part.judgements.length > 0 ? coloured : null),
      element('div', { class: 'map' },
        element('div', {}, this.treemap.box, this.legend),
        element('div', { class: 'side' }, this.detail,
          element('div', { class: 'list-head' }, this.list_title, this.list_sum), this.list.box)));
  }

  // By this judgement, and what is searched for.
  show(judgement, query) {
    this.judgement = judgement;
    this.query = query;
    this.refresh();
  }

  color_by(mode) {
    this.mode = mode;
    this.only = null;
    this.refresh();
  }

  refresh() {
    this.colors = this.mode === 'verdict' ? by_verdict(this.bundle, this.judgement) : by_platform(this.bundle);
    this.switches.forEach((button, at) => button.setAttribute('aria-pressed', String(this.mode === ['verdict', 'platform'][at])));
    sum_up(this.bundle.root, this.colors, null);
    this.totals = { sums: this.bundle.root.sums, counts: this.bundle.root.counts };
    this.wanted = this.find();
    if (this.wanted) sum_up(this.bundle.root, this.colors, this.wanted);
    this.open(this.current, true);
    this.draw_legend();
    if (this.chosen) this.select(this.chosen, true);
  }

  find() {
    if (this.query === '' && this.only === null) return null;
    const wanted = new Uint8Array(this.bundle.files.length);
    this.bundle.files.forEach((file, at) => {
      const named = this.query === '' || path_of(file).toLowerCase().includes(this.query) ||
        (file.package && `${file.package.name} ${file.package.version}`.toLowerCase().includes(this.query));
      wanted[at] = named && (this.only === null || this.colors.of[at] === this.only) ? 1 : 0;
    });
    return wanted;
  }

  get hits() {
    return this.wanted ? this.bundle.root.hits : this.bundle.files.length;
  }

  // A directory; through those that hold nothing but another.
  open(node, again) {
    while (node.children && node.children.length === 1 && node.children[0].children) node = node.children[0];
    if (!again) announce(this.words(node));
    this.current = node;
    this.treemap.show(node, this.colors, this.wanted);
    this.draw_crumbs();
    this.draw_list();
  }

  climb() {
    let up = this.current.parent;
    while (up && up.parent && up.children.length === 1) up = up.parent;
    if (up && (up.parent || up.children.length > 1)) this.open(up);
  }

  pick(node) {
    if (node.children) return this.open(node);
    const shown = this.current;
    let up = node.parent;
    while (up && up !== shown) up = up.parent;
    if (!up && !shown.children.includes(node)) this.open(node.parent);
    this.select(node);
  }

  draw_crumbs() {
    const chain = [];
    for (let node = this.current; node; node = node.parent) chain.unshift(node);
    this.crumbs.replaceChildren(...chain.map((node, at) => element('li', {}, at === chain.length - 1
      ? element('span', { 'aria-current': 'location', text: node.name })
      : element('button', { type: 'button', class: 'link', text: node.name, onclick: () => this.open(node) }))));
  }

  draw_list() {
    const by_size = (a, b) => b.bytes - a.bytes;
    const found = this.wanted ? this.bundle.files.filter((file, at) => this.wanted[at]).sort(by_size) : this.current.children;
    this.list_title.textContent = this.wanted ? `${plural(found.length, 'file')} found` : plural(found.length, 'item');
    this.list_sum.textContent = this.wanted ? '' : size_words(this.current.bytes);
    this.list.show(found, this.chosen);
  }

  draw_legend() {
    const shown = this.colors.classes.map((one, kind) => ({ ...one, kind })).filter(({ kind }) => this.totals.counts[kind] > 0);
    const paints = paints_of(this.colors.classes);
    this.legend.replaceChildren(...shown.map(({ label, kind }) => {
      const swatch = element('canvas', { width: 36, height: 28, 'aria-hidden': 'true' });
      fill(swatch.getContext('2d'), paints[kind], 0, 0, 36, 28);
      const text = `${size_words(Math.round(this.totals.sums[kind]))} · ${number_words(this.totals.counts[kind])}`;
      const choose = () => {
        this.only = this.only === kind ? null : kind;
        this.refresh();
        announce(`${plural(this.hits, 'file')} shown`);
      };
      return element('li', {}, element('button', { type: 'button', 'aria-pressed': String(this.only === kind), onclick: choose },
        swatch, element('span', { text: label }), element('small', { text })));
    }));
  }

  state_words(node) {
    const colors = this.colors;
    if (!node.children) return colors.classes[colors.of[node.index]].label;
    return colors.classes[class_of(node, colors)].label;
  }

  words(node) {
    const count = node.children ? `${plural(node.count, 'entry')}, ` : '';
    return `${node.parent ? path_of(node) : node.name}: ${size_words(node.bytes)}, ${count}${this.state_words(node)}`;
  }

  hint(node, event) {
    const box = by_id('hint');
    box.hidden = !node;
    if (!node) return;
    const more = node.fact && node.fact.platform ? ` · ${node.fact.platform}` : '';
    box.replaceChildren(element('b', { text: node.parent && !node.rest ? path_of(node) : node.name }),
      element('span', { text: `${size_words(node.bytes)} · ${this.state_words(node)}${more}` }));
    const { offsetWidth: wide, offsetHeight: high } = box;
    box.style.left = `${Math.max(4, Math.min(event.clientX + 14, window.innerWidth - wide - 8))}px`;
    box.style.top = `${event.clientY + 18 + high > window.innerHeight ? event.clientY - high - 10 : event.clientY + 18}px`;
  }

  fill_row(node, row) {
    const kind = class_of(node, this.colors);
    const swatch = element('i');
    swatch.style.background = read_color(this.colors.classes[kind].color);
    const plain = this.colors.classes[kind].key === 'other' || this.colors.classes[kind].key === 'fits';
    const path = node.parent ? path_of(node) : node.name;
    row.title = path;
    row.append(swatch, element('span', { class: this.wanted ? 'named' : '', text: `${node.name}${node.children ? '/' : ''}` }));
    if (this.wanted) row.append(element('span', { class: 'place', text: path.slice(0, path.length - node.name.length) }));
    row.append(element('em', { text: plain ? '' : this.colors.classes[kind].label }), element('b', { text: size_words(node.bytes) }));
  }

  select(node, again) {
    this.chosen = node;
    this.treemap.choose(node);
    const facts = [['Size', `${size_words(node.bytes)}${node.bytes < 1000 ? '' : ` (${number_words(node.bytes)} bytes)`}`]];
    const fact = node.fact || {};
    if (node.package) facts.push(['Package', `${node.package.name} ${node.package.version}`.trim()]);
    if (fact.platform) facts.push(['Is', fact.platform]);
    if (KINDS[fact.state]) facts.push(['Is', `${KINDS[fact.state]}${fact.to ? ` to ${fact.to}` : ''}`]);
    if (fact.why) facts.push(['Reason', fact.why]);
    if (fact.needs) facts.push(['Needs', fact.needs.join(', ')]);
    const close = element('button', { type: 'button', class: 'link', text: 'Close', onclick: () => this.close() });
    this.detail.replaceChildren(element('h4', { text: path_of(node) }),
      element('dl', {}, facts.map(([name, value]) => [element('dt', { text: name }), element('dd', { text: value })])),
      ...this.complaints_of(node).map((one) => element('p', {}, pill(one.severity, one.severity), ` ${one.message} `, element('code', { class: 'rule', text: one.rule }))),
      element('p', {}, close));
    this.detail.hidden = false;
    if (again) return;
    this.list.at = this.list.nodes.indexOf(node);
    this.list.draw();
    announce(this.words(node));
  }

  close() {
    this.chosen = null;
    this.detail.hidden = true;
    this.treemap.choose(null);
    this.treemap.canvas.focus();
  }

  complaints_of(node) {
    if (!this.judgement) return [];
    const all = [...this.judgement.groups, ...this.judgement.remarks].flatMap((group) => group.complaints);
    return all.filter((one) => one.files.includes(node.index) || (one.unused || []).includes(node.index));
  }

  // From a finding: the file, in its directory.
  reveal(index) {
    const file = this.bundle.files[index];
    this.open(file.children ? file : file.parent, true);
    this.select(file);
    this.element.scrollIntoView({ block: 'start' });
    this.detail.focus({ preventScroll: true });
  }

  repaint() {
    this.treemap.paint();
    this.treemap.draw();
    this.draw_legend();
    this.list.draw();
  }
}
