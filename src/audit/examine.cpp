// SPDX-License-Identifier: Apache-2.0
// Connects inventory and inspect: the bytes of an entry become artifacts, damage, or the text of packaging metadata.
#include "audit/examine.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <new>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "audit/file_image.hpp"
#include "audit/overwritten.hpp"
#include "audit/unwrap.hpp"
#include "audit/wire.hpp"
#include "audit/workers.hpp"
#include "facts/native_name.hpp"
#include "inspect/identify.hpp"
#include "inspect/inspect.hpp"
#include "inspect/sha256.hpp"
#include "inventory/container_kind.hpp"
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

Inspection inspect_whole(Entry& entry, Bytes bytes, const Detail& detail, const Options& options) {
  if (options.hashes) entry.sha256 = hexadecimal(sha256(MemoryImage(bytes), {0, bytes.size()}));
  return inspect(bytes, detail);
}

void inspect_native(Entry& entry, File& file, const Options& options) {
  Detail detail;
  detail.symbols = options.symbols;
  detail.links = options.links || options.exports;
  detail.node_abi = entry.path.ends_with(".node");
  detail.numpy = entry.path.ends_with(".so") || entry.path.ends_with(".pyd");
  detail.second_opinion = options.thorough;
  Inspection inspection = options.thorough
                              ? inspect_whole(entry, file.read_all(options.limits.file_bytes).bytes(), detail, options)
                              : inspect_tables(file, detail);
  entry.artifacts = std::move(inspection.artifacts);
  for (Artifact& image : entry.artifacts) {
    if (!options.links && image.symbols) image.symbols->imports.clear();
  }
  entry.damage = std::move(inspection.damage);
  entry.status = entry.damage ? Entry::Status::unreadable : Entry::Status::judged;
}

void keep_text(const Entry& entry, File& file, const Options& options, Examined& examined) {
  const Buffer text = file.read_all(options.limits.metadata_bytes);
  examined.metadata.emplace_back(entry.path, std::string(reinterpret_cast<const char*>(text.data.get()), text.size));
}

// The contents of a file come first: a binary with the name package.json is a binary.
void examine_file(Entry& entry, File& file, const Options& options, Examined& examined) {
  const bool named_native = native_suffix_of(entry.path).has_value();
  const Bytes head = file.head(named_native ? identify_bytes : bytes_that_tell(file.head(magic_bytes)));
  if (is_native(identify(head, file.size()))) return inspect_native(entry, file, options);
  if (is_metadata(entry.path)) return keep_text(entry, file, options, examined);
  if (std::optional<std::string> actual = find_impostor(entry.path, head, file.size())) {
    entry.damage = Damage{Damage::Kind::not_a_binary, std::move(*actual)};
  }
}

bool may_be_code(const std::string& name, File* file) {
  if (has_native_suffix(name)) return true;
  if (file == nullptr) return false;
  const Bytes head = file->head(identify_bytes);
  return is_native(identify(head, file->size())) || holds_files(head);
}

// A link that leaves the root is not followed, but its destination is looked at: it may be a part of the bundle.
void examine_link(Entry& entry, File* file, const ListedRoot& root, std::size_t item) {
  const bool code = may_be_code(entry.path, file) || has_native_suffix(entry.link);
  if (entry.outside == Entry::Outside::nothing) {
    if (!code) entry.outside = Entry::Outside::harmless;
  } else if (code) {
    entry.outside = Entry::Outside::code;
  } else if (entry.outside == Entry::Outside::directory && !root.holds_beyond(item, may_be_code)) {
    entry.outside = Entry::Outside::harmless;
  }
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

// One worker reads this before a second has started. The amount in a directory is not known.
bool is_little(const ListedRoot& root) {
  constexpr std::size_t few_items = 8;
  constexpr std::uint64_t few_bytes = std::uint64_t{1} << 20;
  std::uint64_t bytes = 0;
  for (std::size_t item = 0; item < root.items() && root.items() <= few_items; ++item)
    bytes += std::min(root.weight(item), few_bytes);
  return root.items() <= few_items && bytes != 0 && bytes <= few_bytes;
}

bool before(const Entry& a, const Entry& b) {
  return a.path < b.path;
}

// Entries are large: each is moved once. The items of a directory are already sorted, those of an archive are not.
std::vector<Entry> sorted(std::vector<Entry> entries) {
  if (std::is_sorted(entries.begin(), entries.end(), before)) return entries;
  std::vector<Entry*> order;
  order.reserve(entries.size());
  for (Entry& entry : entries) order.push_back(&entry);
  std::stable_sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) { return before(*a, *b); });
  std::vector<Entry> all;
  all.reserve(order.size());
  for (Entry* const entry : order) all.push_back(std::move(*entry));
  return all;
}

std::vector<Entry> merged(std::vector<Entry> entries, std::vector<Entry> members) {
  if (members.empty()) return entries;
  std::vector<Entry> all;
  all.reserve(entries.size() + members.size());
  std::merge(std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()),
             std::make_move_iterator(members.begin()), std::make_move_iterator(members.end()), std::back_inserter(all),
             before);
  return all;
}

class Examination {
 public:
  Examination(const ListedRoot& root, const Options& options, const Deadline& deadline)
      : root_(root),
        options_(options),
        deadline_(deadline),
        spending_(share<Spending>()),
        budget_{options.limits, *spending_} {}

  void run() {
    Work work;
    work.order = largest_first(root_);
    work.run = [this](std::size_t item) { return encode(examine_item(root_, item, budget_, options_)); };
    work.done = [this](std::size_t item, std::string_view bytes) { keep(item, decoded(item, bytes)); };
    work.lost = [this](std::size_t item, const std::string& reason) {
      keep(item, nothing_but(root_.path(item), reason));
    };
    WorkerLimits limits{is_little(root_) ? std::min(options_.jobs, 1U) : options_.jobs, options_.limits.memory_bytes,
                        options_.limits.time};
    limits.deadline = &deadline_;
    if (options_.jobs != 0 && run_in_workers(work, limits)) return;
    for (std::size_t item = 0; item < root_.items(); ++item) {
      keep(item, deadline_.has_passed() ? nothing_but(root_.path(item), deadline_.reason())
                                        : examine_item(root_, item, budget_, options_));
    }
  }

  void fill(Bundle& bundle) {
    std::vector<Entry> members;
    for (auto& [item, more] : more_) {
      // Archives share a limit, and the order of reading decides which one reaches it. So then none of them counts as
      // read.
      if (spending_->spent && !more.entries.empty()) {
        entries_[item] = unreadable_entry(root_.path(item), Budget::overspent);
        continue;
      }
      for (auto& [path, text] : more.metadata) bundle.metadata.emplace(std::move(path), std::move(text));
      std::move(more.entries.begin(), more.entries.end(), std::back_inserter(members));
    }
    bundle.entries = merged(sorted(std::move(entries_)), sorted(std::move(members)));
  }

 private:
  // An answer that cannot be decoded costs its item, as a crash does.
  Examined decoded(std::size_t item, std::string_view bytes) const {
    try {
      return decode(bytes, root_.path(item));
    } catch (const Unreadable& error) {
      return nothing_but(root_.path(item), error.what());
    }
  }

  // The entry of an item comes last, after the members of an archive.
  void keep(std::size_t item, Examined examined) {
    // If the room were there when workers begin, it would be copied page by page.
    if (entries_.empty()) entries_.resize(root_.items());
    entries_[item] = std::move(examined.entries.back());
    examined.entries.pop_back();
    more_.erase(item);
    if (!examined.entries.empty() || !examined.metadata.empty()) more_.emplace(item, std::move(examined));
    if (options_.progress) options_.progress(std::min(++done_, entries_.size()), entries_.size());
  }

  const ListedRoot& root_;
  const Options& options_;
  const Deadline& deadline_;
  Shared<Spending> spending_;
  Budget budget_;
  std::vector<Entry> entries_;            // one for each item
  std::map<std::size_t, Examined> more_;  // more results of an item, beside its entry
  std::size_t done_ = 0;
};

// `list` opens the root, and throws Unreadable if it cannot.
template <class List>
Bundle examine_root(const std::string& root, const Options& options, const Deadline& deadline, const List& list) {
  Bundle bundle;
  bundle.root = root;
  try {
    if (deadline.has_passed()) throw Unreadable(deadline.reason());
    const std::unique_ptr<ListedRoot> opened = list();
    Examination examination(*opened, options, deadline);
    examination.run();
    examination.fill(bundle);
    bundle.failure = opened->failure();
    bundle.is_image = opened->is_image();
    bundle.library_path = opened->library_path();
    unwrap(bundle, opened->wrapper());
  } catch (const Unreadable& error) {
    bundle.failure = error.what();
  }
  return bundle;
}

}  // namespace

Examined examine_item(const ListedRoot& root, std::size_t item, Budget& budget, const Options& options) {
  Examined examined;
  Overwritten overwritten;
  const auto found = [&](Entry entry, File* file) {
    if (entry.leaves_root) {
      examine_link(entry, file, root, item);
    } else if (file != nullptr) {
      examine_file(entry, *file, options, examined);
    }
    examined.entries.push_back(std::move(entry));
  };
  const auto forget = [&](const std::string& path) { overwritten.add(path, examined); };
  try {
    root.visit(item, budget, {found, forget});
  } catch (const std::bad_alloc&) {
    return nothing_but(root.path(item), "reading it takes more memory than is allowed");
  }
  overwritten.remove_from(examined);
  return examined;
}

Bundle examine(const std::string& root, const Options& options, const Deadline& deadline) {
  Bundle bundle = examine_root(root, options, deadline, [&] {
    return list_root(root, options.image, options.limits, std::max(1U, options.jobs), options.follow_links);
  });
  bundle.archive_size = archive_size(root);
  return bundle;
}

Bundle examine_part(const std::string& root, const std::function<bool(std::string_view)>& wanted,
                    const Options& options, const Deadline& deadline) {
  return examine_root(root, options, deadline, [&] {
    return part_of_root(list_root(root, options.image, options.limits, std::max(1U, options.jobs)), wanted);
  });
}

Bundle examine(const Memory& root, const Options& options, const Deadline& deadline) {
  Bundle bundle = examine_root(root.name, options, deadline, [&] { return list_memory(root, options.limits); });
  bundle.archive_size = root.bytes.size();
  return bundle;
}

}  // namespace platlint
