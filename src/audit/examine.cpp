// SPDX-License-Identifier: Apache-2.0
// Inventory meets inspect: the bytes of an entry become artifacts, damage, or the text of packaging metadata.
#include "audit/examine.hpp"

#include <algorithm>
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

class Examination {
 public:
  Examination(const ListedRoot& root, const Options& options)
      : root_(root), options_(options), budget_(share<Budget>(options.limits)), parts_(root.items()) {}

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

  // Which archive inside hits a limit that all share depends on who comes first: then none of them counts as read.
  std::vector<Examined> take() {
    if (budget_->spent) {
      for (std::size_t item = 0; item < parts_.size(); ++item) {
        if (parts_[item].entries.size() > 1) parts_[item] = nothing_but(root_.path(item), Budget::overspent);
      }
    }
    return std::move(parts_);
  }

 private:
  // Nonsense costs the item that it is told of, as a crash does.
  Examined decoded(std::size_t item, std::string_view bytes) const {
    try {
      return decode(bytes);
    } catch (const Unreadable& error) {
      return nothing_but(root_.path(item), error.what());
    }
  }

  void keep(std::size_t item, Examined examined) {
    parts_[item] = std::move(examined);
    if (options_.progress) options_.progress(++done_, parts_.size());
  }

  const ListedRoot& root_;
  const Options& options_;
  Shared<Budget> budget_;
  std::vector<Examined> parts_;
  std::size_t done_ = 0;
};

// Entries are large: each is moved once.
void fill(Bundle& bundle, std::vector<Examined> parts) {
  std::vector<Entry*> order;
  order.reserve(parts.size());
  for (Examined& part : parts) {
    for (Entry& entry : part.entries) order.push_back(&entry);
    for (auto& [path, text] : part.metadata) bundle.metadata.emplace(std::move(path), std::move(text));
  }
  std::stable_sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) { return a->path < b->path; });
  bundle.entries.reserve(order.size());
  for (Entry* const entry : order) bundle.entries.push_back(std::move(*entry));
}

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
    fill(bundle, examination.take());
    bundle.failure = opened->failure();
  } catch (const Unreadable& error) {
    bundle.failure = error.what();
  }
  bundle.archive_size = archive_size(root);
  return bundle;
}

}  // namespace platlint
