// SPDX-License-Identifier: Apache-2.0
#include "cli/trust.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#ifndef _WIN32
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace platlint::cli {

namespace {

namespace fs = std::filesystem;

bool lies_in(const fs::path& file, const std::string& root) {
  std::error_code error;
  const fs::path above = fs::canonical(root, error);
  if (error || !fs::is_directory(above, error)) return false;
  const fs::path below = fs::canonical(file, error);
  return !error && std::mismatch(above.begin(), above.end(), below.begin(), below.end()).first == above.end();
}

#ifdef _WIN32
bool is_of_another_user(const std::string&) {
  return false;
}
#else
// The same test as git makes for a repository (safe.directory), with two exceptions: root, and the owner of the working
// directory. A container or sudo works as root on a user's files.
bool is_of_another_user(const std::string& file) {
  struct stat status {};
  struct stat here {};
  if (stat(file.c_str(), &status) != 0) return false;
  if (status.st_uid == geteuid() || status.st_uid == 0) return false;
  return stat(".", &here) != 0 || status.st_uid != here.st_uid;
}
#endif

}  // namespace

std::string distrust(const std::string& file, const std::vector<std::string>& roots) {
  const auto root = std::find_if(roots.begin(), roots.end(), [&](const std::string& it) { return lies_in(file, it); });
  if (root != roots.end()) return "lies in " + *root + ", which is audited";
  return is_of_another_user(file) ? "belongs to another user" : "";
}

}  // namespace platlint::cli
