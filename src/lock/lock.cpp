// SPDX-License-Identifier: Apache-2.0
#include "lock/lock.hpp"

#include <algorithm>
#include <array>

#include "lock/readers.hpp"
#include "platlint/error.hpp"
#include "text/path.hpp"

namespace platlint::lock {

namespace {

constexpr std::array file_names{std::string_view("uv.lock"), std::string_view("pylock.toml"),
                                std::string_view("poetry.lock"), std::string_view("package-lock.json"),
                                std::string_view("pnpm-lock.yaml")};

// PEP 751: "pylock.NAME.toml" too. npm: npm-shrinkwrap.json is the same. uv: the lock of a script is NAME.py.lock.
LockFormat format_of(const std::string& file) {
  std::string path = file;
  std::replace(path.begin(), path.end(), '\\', '/');
  const std::string_view base = text::file_name(path);
  if (base == "poetry.lock") return LockFormat::poetry;
  if (base == "uv.lock" || base.ends_with(".py.lock")) return LockFormat::uv;
  if (base == "pylock.toml" || (base.starts_with("pylock.") && base.ends_with(".toml"))) return LockFormat::pylock;
  if (base == "package-lock.json" || base == "npm-shrinkwrap.json" || base == ".package-lock.json")
    return LockFormat::npm;
  if (base == "pnpm-lock.yaml") return LockFormat::pnpm;
  throw Error(
      "not a lock file that is read: its name must be uv.lock, pylock.toml, poetry.lock, package-lock.json or "
      "pnpm-lock.yaml");
}

Document read_document(LockFormat format, std::string text) {
  switch (format) {
    case LockFormat::npm:
      return read_json(std::move(text));
    case LockFormat::pnpm:
      return read_yaml(std::move(text));
    default:
      return read_toml(std::move(text));
  }
}

void read_packages(Lock& lock) {
  switch (lock.format) {
    case LockFormat::uv:
      lock.python = read_uv(lock.document);
      break;
    case LockFormat::pylock:
      lock.python = read_pylock(lock.document);
      break;
    case LockFormat::poetry:
      lock.python = read_poetry(lock.document);
      break;
    case LockFormat::npm:
      lock.node = read_npm(*lock.document);
      break;
    case LockFormat::pnpm:
      lock.node = read_pnpm(*lock.document);
      break;
  }
}

}  // namespace

std::string_view name(LockFormat format) {
  return file_names.at(static_cast<std::size_t>(format));
}

std::string_view name(Supply supply) {
  switch (supply) {
    case Supply::ready:
      return "ready";
    case Supply::source:
      return "source";
    case Supply::nothing:
      return "nothing";
    case Supply::not_judged:
      break;
  }
  return "not-judged";
}

Lock read_lock(const std::string& file, std::string text) {
  try {
    Lock lock;
    lock.file = file;
    lock.format = format_of(file);
    lock.document = std::make_shared<const Document>(read_document(lock.format, std::move(text)));
    read_packages(lock);
    return lock;
  } catch (const Error& error) {
    throw Error(file + ": " + error.what());
  }
}

LockAnswer answer(const Lock& lock, const Target& target, const Choice& choice) {
  try {
    return lock.python ? answer_python(lock, target, choice) : answer_node(lock, target, choice);
  } catch (const Error& error) {
    throw Error(lock.file + ": " + error.what());
  }
}

bool has_errors(const LockReport& report) {
  return std::any_of(report.answers.begin(), report.answers.end(), [](const LockAnswer& answer) {
    return std::any_of(answer.findings.begin(), answer.findings.end(),
                       [](const LockFinding& finding) { return finding.severity == Severity::error; });
  });
}

}  // namespace platlint::lock
