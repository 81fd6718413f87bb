// SPDX-License-Identifier: Apache-2.0
// Inventory meets inspect: the bytes of an entry become artifacts, damage, or the text of packaging metadata.
#include "audit/examine.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <new>
#include <numeric>
#include <utility>

#include "audit/file_image.hpp"
#include "audit/wire.hpp"
#include "audit/workers.hpp"
#include "inspect/identify.hpp"
#include "inspect/inspect.hpp"
#include "platlint/package.hpp"

namespace platlint {

namespace {

Inspection inspect_tables(File& file, const Detail& detail) {
  Inspection inspection = inspect(FileImage(file), detail);
  try {
    if (!inspection.damage) file.prove_rest();
  } catch (const Unreadable& error) {
    return {{}, Damage{Damage::Kind::unreadable, error.what()}};
  }
  return inspection;
}

void inspect_native(Entry& entry, File& file, const Options& options) {
  const Detail detail{options.symbols};
  Inspection inspection = options.thorough ? inspect(file.read_all(options.limits.file_bytes).bytes(), detail)
                                           : inspect_tables(file, detail);
  entry.artifacts = std::move(inspection.artifacts);
  entry.damage = std::move(inspection.damage);
  entry.status = entry.damage ? Entry::Status::unreadable : Entry::Status::judged;
}

void keep_text(const Entry& entry, File& file, const Options& options, Examined& examined) {
  const Buffer text = file.read_all(options.limits.metadata_bytes);
  examined.metadata.emplace_back(entry.path, std::string(reinterpret_cast<const char*>(text.data.get()), text.size));
}

// What a file is decides first: a binary named package.json is a binary.
void examine_file(Entry& entry, File& file, const Options& options, Examined& examined) {
  const bool named_native = has_native_suffix(entry.path);
  const bool short_look = !named_native && is_told_by_magic(file.head(magic_bytes));
  const Bytes head = file.head(short_look ? magic_bytes : identify_bytes);
  if (is_native(identify(head, file.size()))) return inspect_native(entry, file, options);
  if (is_metadata(entry.path)) return keep_text(entry, file, options, examined);
  if (named_native) entry.damage = Damage{Damage::Kind::not_a_binary, describe_impostor(head, file.size())};
}

Examined nothing_but(const std::string& path, const std::string& reason) {
  return {{unreadable_entry(path, reason)}, {}};
}

// Largest first, so that no worker begins a large item when the others are done.
std::vector<std::size_t> largest_first(const ListedRoot& root) {
  std::vector<std::size_t> order(root.items());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return root.weight(a) > root.weight(b); });
  return order;
}

bool before(const Entry& a, const Entry& b) {
  return a.path < b.path;
}

// Entries are large: each is moved once.
std::vector<Entry> sorted(std::vector<Entry> entries) {
  std::vector<Entry*> order;
  order.reserve(entries.size());
  for (Entry& entry : entries) order.push_back(&entry);
  std::stable_sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) { return before(*a, *b); });
  std::vector<Entry> all;
  all.reserve(order.size());
  for (Entry* const entry : order) all.push_back(std::move(*entry));
  return all;
}

template <class T>
void append(std::vector<T>& all, std::vector<T>&& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

class Examination {
 public:
  Examination(const ListedRoot& root, const Options& options)
      : root_(root), options_(options), budget_(share<Budget>(options.limits)) {}

  void run() {
    Work work;
    work.order = largest_first(root_);
    work.run = [this](std::size_t item) { return encode(examine_item(root_, item, *budget_, options_)); };
    work.done = [this](std::size_t item, std::string_view bytes) { keep(item, decoded(item, bytes)); };
    work.lost = [this](std::size_t item, const std::string& reason) {
      keep(item, nothing_but(root_.path(item), reason));
    };
    if (options_.jobs != 0 && run_in_workers(work, {options_.jobs, options_.limits.memory_bytes, options_.limits.time}))
      return;
    for (std::size_t item = 0; item < root_.items(); ++item) keep(item, examine_item(root_, item, *budget_, options_));
  }

  void fill(Bundle& bundle) {
    // Which archive hits a limit that all share depends on who comes first: then none of them counts as read.
    if (budget_->spent) {
      for (const std::size_t item : archives_) entries_[item] = unreadable_entry(root_.path(item), Budget::overspent);
      inside_ = {};
    }
    append(metadata_, std::move(inside_.metadata));
    bundle.metadata.insert(std::make_move_iterator(metadata_.begin()), std::make_move_iterator(metadata_.end()));
    bundle.entries = all_entries();
  }

 private:
  // Nonsense costs the item that it is told of, as a crash does.
  Examined decoded(std::size_t item, std::string_view bytes) const {
    try {
      Examined examined = decode(bytes);
      if (!examined.entries.empty()) return examined;
      return nothing_but(root_.path(item), "the worker that read it answered nothing");
    } catch (const Unreadable& error) {
      return nothing_but(root_.path(item), error.what());
    }
  }

  // The entry of an item comes last, after those of an archive's members.
  void keep(std::size_t item, Examined examined) {
    // Room that is there when workers begin would be copied page by page.
    if (entries_.empty()) entries_.resize(root_.items());
    entries_[item] = std::move(examined.entries.back());
    examined.entries.pop_back();
    if (!examined.entries.empty()) archives_.push_back(item);
    append(examined.entries.empty() ? metadata_ : inside_.metadata, std::move(examined.metadata));
    append(inside_.entries, std::move(examined.entries));
    if (options_.progress) options_.progress(++done_, entries_.size());
  }

  // A directory's items are sorted, an archive's are not.
  std::vector<Entry> all_entries() {
    if (!std::is_sorted(entries_.begin(), entries_.end(), before)) entries_ = sorted(std::move(entries_));
    if (inside_.entries.empty()) return std::move(entries_);
    std::vector<Entry> members = sorted(std::move(inside_.entries));
    std::vector<Entry> all;
    all.reserve(entries_.size() + members.size());
    std::merge(std::make_move_iterator(entries_.begin()), std::make_move_iterator(entries_.end()),
               std::make_move_iterator(members.begin()), std::make_move_iterator(members.end()),
               std::back_inserter(all), before);
    return all;
  }

  const ListedRoot& root_;
  const Options& options_;
  Shared<Budget> budget_;
  std::vector<Entry> entries_;  // of each item its own
  std::vector<std::pair<std::string, std::string>> metadata_;
  std::vector<std::size_t> archives_;  // items that hold others
  Examined inside_;                    // of all of them
  std::size_t done_ = 0;
};

}  // namespace

Examined examine_item(const ListedRoot& root, std::size_t item, Budget& budget, const Options& options) {
  Examined examined;
  try {
    root.visit(item, budget, [&](Entry entry, File* file) {
      if (file != nullptr) examine_file(entry, *file, options, examined);
      examined.entries.push_back(std::move(entry));
    });
  } catch (const std::bad_alloc&) {
    return nothing_but(root.path(item), "reading it takes more memory than is allowed");
  }
  return examined;
}

Bundle examine(const std::string& root, const Options& options) {
  Bundle bundle;
  bundle.root = root;
  try {
    const std::unique_ptr<ListedRoot> opened = list_root(root, options.limits, std::max(1U, options.jobs));
    Examination examination(*opened, options);
    examination.run();
    examination.fill(bundle);
    bundle.failure = opened->failure();
  } catch (const Unreadable& error) {
    bundle.failure = error.what();
  }
  bundle.archive_size = archive_size(root);
  return bundle;
}

}  // namespace platlint
