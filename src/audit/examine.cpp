// SPDX-License-Identifier: Apache-2.0
// Inventory meets inspect: the bytes of an entry become artifacts, damage, or the text of packaging metadata.
#include "audit/examine.hpp"

#include <algorithm>
#include <utility>

#include "audit/file_image.hpp"
#include "inspect/identify.hpp"
#include "inspect/inspect.hpp"
#include "platlint/package.hpp"

namespace platlint {

namespace {

void inspect_native(Entry& entry, File& file, const Options& options) {
  Inspection inspection = options.thorough ? inspect(file.read_all(options.limits.file_bytes).bytes(), {options.symbols})
                                           : inspect(FileImage(file), {options.symbols});
  entry.artifacts = std::move(inspection.artifacts);
  entry.damage = std::move(inspection.damage);
  entry.status = entry.damage ? Entry::Status::unreadable : Entry::Status::judged;
}

void keep_text(const Entry& entry, File& file, const Options& options, Bundle& bundle) {
  const Buffer text = file.read_all(options.limits.metadata_bytes);
  bundle.metadata.emplace(entry.path, std::string(reinterpret_cast<const char*>(text.data.get()), text.size));
}

// What a file is decides first: a binary named package.json is a binary.
void examine_file(Entry& entry, File& file, const Options& options, Bundle& bundle) {
  const Bytes head = file.head();
  if (is_native(identify(head, file.size()))) return inspect_native(entry, file, options);
  if (is_metadata(entry.path)) return keep_text(entry, file, options, bundle);
  if (has_native_suffix(entry.path))
    entry.damage = Damage{Damage::Kind::not_a_binary, describe_impostor(head, file.size())};
}

}  // namespace

Bundle examine(const std::string& root, const Options& options) {
  Bundle bundle;
  bundle.root = root;
  try {
    walk(root, options.limits, [&](Entry entry, File* file) {
      if (file != nullptr) examine_file(entry, *file, options, bundle);
      bundle.entries.push_back(std::move(entry));
    });
  } catch (const Unreadable& error) {
    bundle.failure = error.what();
  }
  bundle.archive_size = archive_size(root);
  std::stable_sort(bundle.entries.begin(), bundle.entries.end(),
                   [](const Entry& a, const Entry& b) { return a.path < b.path; });
  return bundle;
}

}  // namespace platlint
