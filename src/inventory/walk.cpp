// SPDX-License-Identifier: Apache-2.0
#include "inventory/walk.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "inventory/zip.hpp"

namespace platlint {

void Budget::count_entry() {
  if (++entries > limits.entries) throw Unreadable("more than " + std::to_string(limits.entries) + " entries");
}

void Budget::count_bytes(std::uint64_t bytes) {
  inflated += bytes;
  if (inflated > limits.total_bytes) {
    throw Unreadable("more than " + std::to_string(limits.total_bytes) + " bytes inflated");
  }
}

Entry unreadable_entry(std::string path, const std::string& reason) {
  Entry entry;
  entry.path = std::move(path);
  entry.status = Entry::Status::unreadable;
  entry.damage = Damage{Damage::Kind::unreadable, reason};
  return entry;
}

std::uint64_t archive_size(const std::string& root) {
  std::error_code error;
  const std::filesystem::path path = to_path(root);
  if (!std::filesystem::is_regular_file(path, error)) return 0;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

void walk(const std::string& root, const Limits& limits, const Visit& visit) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path given = to_path(root);
  const fs::path path = fs::canonical(given, error);  // the root itself may be a link: the user named it
  if (error) throw Unreadable(error.message());
  Budget budget{limits};
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) {
    const fs::directory_iterator readable(path, error);
    if (error) throw Unreadable(error.message());
    return walk_directory(path, budget, visit);
  }
  if (!fs::is_regular_file(status)) throw Unreadable("neither a directory nor a regular file");
  const std::unique_ptr<Source> source = open_file(path);
  const Buffer head = read_range(*source, 0, std::min<std::uint64_t>(source->size(), 4096));
  if (is_zip(head.bytes(), *source)) return walk_archive(*source, "", 0, budget, visit);
  visit_file(path, to_text(given.filename().empty() ? path.filename() : given.filename()), budget, visit);
}

}  // namespace platlint
