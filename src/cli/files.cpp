// SPDX-License-Identifier: Apache-2.0
#include "cli/files.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

#ifdef _WIN32
#include <process.h>
#else
#include <unistd.h>
#endif

#include "platlint/error.hpp"

namespace platlint::cli {

namespace {

[[noreturn]] void fail(const std::string& what, const std::string& path) {
  const int reason = errno;
  throw Error("cannot " + what + " " + path + (reason == 0 ? "" : ": " + std::generic_category().message(reason)));
}

long process_number() {
#ifdef _WIN32
  return _getpid();
#else
  return getpid();
#endif
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

NewFile::~NewFile() {
  if (!file_.is_open()) return;
  file_.close();
  if (written_ != path_) std::remove(written_.c_str());
}

void NewFile::open(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status there = fs::status(path, error);
  // A link stays, and the file that it leads to is replaced.
  path_ = fs::exists(there) ? fs::canonical(path, error).string() : path;
  if (path_.empty()) path_ = path;
  written_ = path_;
  if (!fs::exists(there) || fs::is_regular_file(there)) written_ += ".platlint-" + std::to_string(process_number());
  errno = 0;
  file_.open(written_, std::ios::binary);
  if (file_ || written_ == path_) {
    if (written_ != path_ && fs::exists(there)) fs::permissions(written_, there.permissions(), error);
    return;
  }
  written_ = path_;
  file_.clear();
  file_.open(written_, std::ios::binary);
}

void NewFile::finish() {
  file_.close();
  if (file_ && written_ == path_) return;
  std::error_code error(errno, std::generic_category());
  if (file_) std::filesystem::rename(written_, path_, error);
  if (file_ && !error) return;
  if (written_ != path_) std::remove(written_.c_str());
  errno = error.value();
  fail("write", path_);
}

void write_text(const std::string& path, const std::string& text) {
  NewFile file;
  file.open(path);
  file.stream() << text;
  file.finish();
}

}  // namespace platlint::cli
