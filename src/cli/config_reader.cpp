// SPDX-License-Identifier: Apache-2.0
// The keys, which have the names of the flags. Every value is checked here, because the line is known here.
#include "cli/config_reader.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <span>

#include "cli/provides.hpp"
#include "cli/rule_names.hpp"
#include "platlint/audit.hpp"
#include "platlint/report.hpp"
#include "platlint/target.hpp"

namespace platlint::cli {

namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const ReportFormat& format : report_formats()) names.emplace_back(format.name);
  return names;
}

// Makes a relative path of the file relative to the working directory.
std::string beside(const std::string& file, const std::string& path) {
  const std::size_t slash = file.rfind('/');
  const bool absolute = path.starts_with('/') || path.find(':') == 1;
  return absolute || slash == std::string::npos ? path : file.substr(0, slash + 1) + path;
}

class Reader {
 public:
  Reader(const TomlFile& file, std::string name) : file_(file), name_(std::move(name)) {}

  Config read(const toml::table& table) {
    config_.path = file_.path;
    read(table, keys, name_.empty() ? "" : " in [" + name_ + "]");
    return std::move(config_);
  }

 private:
  struct Key {
    std::string_view name;
    void (Reader::*read)(const toml::node&);
  };

  void read(const toml::table& table, std::span<const Key> known, const std::string& where) {
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      const auto row = std::find_if(known.begin(), known.end(), [&](const Key& it) { return it.name == name; });
      if (row == known.end()) {
        std::vector<std::string> names;
        for (const Key& it : known) names.emplace_back(it.name);
        unknown_key(file_, key, where, names);
      }
      (this->*row->read)(node);
    }
  }

  std::string one_of(std::string_view key, const toml::node& node, const std::vector<std::string>& words) {
    const std::string text = text_of(file_, key, node);
    if (std::find(words.begin(), words.end(), text) != words.end()) return text;
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
    fail_at(file_, node.source(), "'" + std::string(key) + "' must be one of " + all + ", is '" + text + "'");
  }

  std::vector<std::string> rule_names(std::string_view key, const toml::node& node) {
    std::vector<std::string> names = texts_of(file_, key, node);
    check_at(file_, node, [&] { require_rules(names); });
    return names;
  }

  std::string glob(std::string_view key, const toml::node& node) {
    std::string text = text_of(file_, key, node);
    check_at(file_, node, [&] { covers(text, ""); });
    return text;
  }

  void platform(const toml::node& node) {
    config_.platform = text_of(file_, "platform", node);
    check_at(file_, node, [&] { find_target(config_.platform, [](std::string_view) { return std::string(); }); });
  }
  void python(const toml::node& node) {
    config_.python = text_of(file_, "python", node);
    check_at(file_, node, [&] { parse_python(config_.python); });
  }
  void node_release(const toml::node& node) {
    config_.node = text_of(file_, "node", node);
    check_at(file_, node, [&] { parse_node(config_.node); });
  }
  void provides(const toml::node& node) {
    for (const std::string& word : texts_of(file_, "provides", node)) {
      check_at(file_, node, [&] {
        for (std::string& library : provided_libraries(is_library_name(word) ? word : beside(file_.path, word)))
          config_.provides.push_back(std::move(library));
      });
    }
  }
  void target(const toml::node& node) {
    for (const std::string& path : texts_of(file_, "target", node)) config_.targets.push_back(beside(file_.path, path));
  }
  void format(const toml::node& node) { config_.format = one_of("format", node, format_names()); }
  void fail_on(const toml::node& node) { config_.fail_on = one_of("fail-on", node, {"error", "warning"}); }
  void installer(const toml::node& node) { config_.installer = one_of("installer", node, known_installers()); }
  void baseline(const toml::node& node) { config_.baseline = beside(file_.path, text_of(file_, "baseline", node)); }
  void sysroot(const toml::node& node) { config_.sysroot = beside(file_.path, text_of(file_, "sysroot", node)); }
  void select(const toml::node& node) { config_.select = rule_names("select", node); }
  void ignore(const toml::node& node) { config_.ignore = rule_names("ignore", node); }
  void exclude(const toml::node& node) {
    config_.exclude = texts_of(file_, "exclude", node);
    check_at(file_, node, [&] {
      for (const std::string& text : config_.exclude) covers(text, "");
    });
  }

  void skip(const toml::node& node) {
    config_.skip = texts_of(file_, "skip", node);
    check_at(file_, node, [&] {
      for (const std::string& text : config_.skip) covers(text, "");
    });
  }

  void allow(const toml::node& node) {
    const toml::array* const rows = node.as_array();
    if (rows == nullptr) wrong_type(file_, "allow", node, "an array of tables ([[" + section("allow") + "]])");
    for (const toml::node& row : *rows) {
      const toml::table* const table = row.as_table();
      if (table == nullptr) wrong_type(file_, "allow", row, "an array of tables", "one of its values is");
      read_allowance(*table);
    }
  }

  std::string section(const std::string& key) const { return name_.empty() ? key : name_ + "." + key; }

  void read_allowance(const toml::table& table) {
    allowance_ = Allowance();
    allowance_.origin = file_.path + ":" + std::to_string(table.source().begin.line);
    const std::string where = " in [[" + section("allow") + "]]";
    read(table, allowance_keys, where);
    const auto require = [&](bool present, const std::string& what) {
      if (!present) fail_at(file_, table.source(), "no " + what + where);
    };
    require(!allowance_.rules.empty(), "'rule'");
    require(!allowance_.package.empty() || !allowance_.path.empty(), "'package' and no 'path'");
    require(!allowance_.reason.empty(), "'reason'");
    config_.allow.push_back(allowance_);
  }

  void allowed_package(const toml::node& node) { allowance_.package = glob("package", node); }
  void allowed_path(const toml::node& node) { allowance_.path = glob("path", node); }
  void allowed_rule(const toml::node& node) { allowance_.rules = rule_names("rule", node); }
  void reason(const toml::node& node) { allowance_.reason = text_of(file_, "reason", node); }
  void expires(const toml::node& node) {
    const auto* const date = node.as_date();
    if (date == nullptr) wrong_type(file_, "expires", node, "a date (2027-01-31, without quotes)");
    allowance_.expires = std::chrono::year_month_day(
        std::chrono::year(date->get().year), std::chrono::month(date->get().month), std::chrono::day(date->get().day));
  }

  static const std::array<Key, 15> keys;
  static const std::array<Key, 5> allowance_keys;

  const TomlFile& file_;
  std::string name_;
  Config config_;
  Allowance allowance_;  // the one that is being read
};

constexpr std::array<Reader::Key, 15> Reader::keys{{{"platform", &Reader::platform},
                                                    {"python", &Reader::python},
                                                    {"target", &Reader::target},
                                                    {"node", &Reader::node_release},
                                                    {"provides", &Reader::provides},
                                                    {"select", &Reader::select},
                                                    {"ignore", &Reader::ignore},
                                                    {"exclude", &Reader::exclude},
                                                    {"skip", &Reader::skip},
                                                    {"fail-on", &Reader::fail_on},
                                                    {"installer", &Reader::installer},
                                                    {"format", &Reader::format},
                                                    {"baseline", &Reader::baseline},
                                                    {"sysroot", &Reader::sysroot},
                                                    {"allow", &Reader::allow}}};

constexpr std::array<Reader::Key, 5> Reader::allowance_keys{{{"package", &Reader::allowed_package},
                                                             {"path", &Reader::allowed_path},
                                                             {"rule", &Reader::allowed_rule},
                                                             {"reason", &Reader::reason},
                                                             {"expires", &Reader::expires}}};

}  // namespace

Config read_config(const TomlFile& file, const toml::table& table, const std::string& name) {
  return Reader(file, name).read(table);
}

}  // namespace platlint::cli
