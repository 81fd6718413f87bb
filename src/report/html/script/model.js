// SPDX-License-Identifier: Apache-2.0
// The data of the page: bundles as trees, and what a judgement says of each file.

const page = JSON.parse(by_id('data').textContent);

// In this order a file, or a directory of many, is what stands first.
const STATES = [
  { key: 'error', label: 'Does not fit', pattern: 'hatch' },
  { key: 'unread', label: 'Not read', pattern: 'cross' },
  { key: 'warning', label: 'Warning', pattern: 'dots' },
  { key: 'unused', label: 'Rides along unused', pattern: 'lines' },
  { key: 'fits', label: 'Native, fits', pattern: '' },
  { key: 'excluded', label: 'Excluded', pattern: 'lines' },
  { key: 'other', label: 'No native code', pattern: '' },
];
const STATE = Object.fromEntries(STATES.map((state, at) => [state.key, at]));
const URGENT = 3; // of these classes one file is enough

class Bundle {
  constructor(data) {
    this.data = data;
    this.files = [];
    const { files, directories } = data;
    for (let at = 0; at < files.length; at += 5) {
      this.files.push({
        index: this.files.length, up: files[at], name: files[at + 1], bytes: files[at + 2],
        fact: files[at + 3] < 0 ? null : page.facts[files[at + 3]],
        package: files[at + 4] < 0 ? null : data.packages[files[at + 4]], children: null,
      });
    }
    this.root = this.directory(data.root, null);
    const nodes = [this.root];
    for (let at = 0; at < directories.length; at += 3) nodes.push(this.node(nodes, directories, at));
    for (const file of this.files) {
      file.parent = nodes[file.up];
      file.parent.children.push(file);
    }
    this.measure(this.root);
  }

  directory(name, parent) {
    return { index: -1, name, parent, children: [], bytes: 0, fact: null, package: null };
  }

  // An archive is the file that it is; what lies in it takes its bytes.
  node(nodes, directories, at) {
    const [up, name, entry] = [directories[at], directories[at + 1], directories[at + 2]];
    const file = this.files[entry];
    if (file && !file.children) {
      file.children = [];
      return file;
    }
    const made = this.directory(name, nodes[up]);
    nodes[up].children.push(made);
    return made;
  }

  measure(node) {
    node.count = node.index < 0 ? 0 : 1;
    node.inside = 0;
    for (const child of node.children) {
      if (child.children) this.measure(child);
      else child.count = 1;
      node.count += child.count;
      node.inside += child.bytes;
    }
    if (node.index < 0) node.bytes = node.inside;
    node.children.sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }
}

const bundles = new Map();

// Built when it is first looked at.
function bundle_of(part) {
  if (!bundles.has(part.bundle)) bundles.set(part.bundle, new Bundle(page.bundles[part.bundle]));
  return bundles.get(part.bundle);
}

function path_of(node) {
  let text = node.name;
  for (let up = node.parent; up && up.parent; up = up.parent) text = `${up.name}${up.index < 0 ? '/' : '!/'}${text}`;
  return text;
}

// The state of each file by one judgement; by none, what it is.
function states_of(bundle, judgement) {
  const states = new Uint8Array(bundle.files.length);
  bundle.files.forEach((file, at) => {
    const state = file.fact ? file.fact.state : 'other';
    states[at] = state === 'native' ? STATE.fits : (STATE[state] ?? STATE.other);
  });
  if (!judgement) return states;
  const mark = (files, state) => files.forEach((file) => (states[file] = Math.min(states[file], state)));
  for (const complaint of judgement.remarks.flatMap((group) => group.complaints)) mark(complaint.unused || [], STATE.unused);
  for (const complaint of judgement.groups.flatMap((group) => group.complaints)) {
    mark(complaint.files, complaint.severity === 'error' ? STATE.error : STATE.warning);
  }
  return states;
}

const platform_of = (file) => (file.fact && file.fact.state === 'native' ? file.fact.platform : '');
const HUES = 8;

// How files are coloured: classes, and the class of each file.
function by_verdict(bundle, judgement) {
  const classes = STATES.map((state) => ({ ...state, color: `--map-${state.key}`, urgent: STATE[state.key] < URGENT }));
  return { classes, of: states_of(bundle, judgement) };
}

function by_platform(bundle) {
  const sums = new Map();
  for (const file of bundle.files) {
    const platform = platform_of(file);
    if (platform) sums.set(platform, (sums.get(platform) || 0) + file.bytes);
  }
  const names = [...sums.keys()].sort((a, b) => sums.get(b) - sums.get(a) || (a < b ? -1 : 1)).slice(0, HUES);
  const patterns = ['', 'hatch', 'dots', 'lines', 'cross', '', 'hatch', 'dots'];
  const classes = names.map((label, at) => ({ key: `p${at}`, label, color: `--map-p${at}`, pattern: patterns[at] }));
  classes.push({ key: 'more', label: 'Other platforms', color: '--map-unread', pattern: 'cross' });
  classes.push({ key: 'other', label: 'No native code', color: '--map-other', pattern: '' });
  const of = new Uint8Array(bundle.files.length);
  bundle.files.forEach((file, at) => {
    const found = names.indexOf(platform_of(file));
    of[at] = found >= 0 ? found : names.length + (platform_of(file) ? 0 : 1);
  });
  return { classes, of };
}

// For each directory how many bytes and files of each class it holds, and how many of its files are looked for.
// The members of an archive share its bytes.
function sum_up(node, colors, wanted) {
  const kinds = colors.classes.length;
  node.sums = new Float64Array(kinds);
  node.counts = new Uint32Array(kinds);
  node.hits = 0;
  for (const child of node.children) {
    if (child.children) {
      sum_up(child, colors, wanted);
      for (let kind = 0; kind < kinds; ++kind) {
        node.sums[kind] += child.sums[kind];
        node.counts[kind] += child.counts[kind];
      }
      node.hits += child.hits;
    } else {
      node.sums[colors.of[child.index]] += child.bytes;
      node.counts[colors.of[child.index]] += 1;
      child.hits = wanted ? wanted[child.index] : 1;
      node.hits += child.hits;
    }
  }
  if (node.index < 0) return;
  node.counts[colors.of[node.index]] += 1;
  node.hits += wanted ? wanted[node.index] : 1;
  const share = node.inside > 0 ? node.bytes / node.inside : 0;
  for (let kind = 0; kind < kinds; ++kind) node.sums[kind] *= share;
  if (share === 0) node.sums[colors.of[node.index]] += node.bytes;
}

// What a directory is drawn as where its files are too small.
function class_of(node, colors) {
  if (!node.children) return colors.of[node.index];
  const urgent = colors.classes.findIndex((one, kind) => one.urgent && node.counts[kind] > 0);
  if (urgent >= 0) return urgent;
  let best = 0;
  for (let kind = 1; kind < colors.classes.length; ++kind) if (node.sums[kind] > node.sums[best]) best = kind;
  return best;
}
