// SPDX-License-Identifier: Apache-2.0
#include "cli/files.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

#include "platlint/error.hpp"

namespace platlint::cli {

namespace {

[[noreturn]] void fail(const std::string& what, const std::string& path) {
  const int reason = errno;
  throw Error("cannot " + what + " " + path + (reason == 0 ? "" : ": " + std::generic_category().message(reason)));
}

}  // namespace

std::string read_text(const std::string& path, std::size_t limit) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text(limit + 1, '\0');
  if (!file.read(text.data(), static_cast<std::streamsize>(text.size())) && !file.eof()) fail("read", path);
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > limit) throw Error(path + " has more than " + std::to_string(limit) + " bytes");
  return text;
}

void write_text(const std::string& path, const std::string& text) {
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) fail("write", path);
}

}  // namespace platlint::cli
