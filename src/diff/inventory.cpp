// SPDX-License-Identifier: Apache-2.0
// Reads report.schema.json, 1.x. A report may come from anybody: if it does not follow the schema, it is refused.
#include "diff/inventory.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "platlint/error.hpp"
#include "platlint/policy.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint::diff {

namespace {

using Document = nlohmann::json;

constexpr int most_nesting = 32;  // a report has six

// A value of the report and its place, for messages.
class Member {
 public:
  Member(const Document& value, std::string where) : value_(value), where_(std::move(where)) {}

  [[noreturn]] void refuse(const std::string& wanted) const {
    throw Error("not a JSON report of platlint: " + where_ + " is not " + wanted);
  }

  bool has(const char* name) const { return value_.is_object() && value_.contains(name); }
  bool is_null() const { return value_.is_null(); }

  Member at(const char* name) const {
    if (!has(name)) Member(value_, where_ + (where_.empty() ? "" : ".") + name).refuse("there");
    return {value_.at(name), where_ + (where_.empty() ? "" : ".") + name};
  }

  std::string text() const {
    if (!value_.is_string()) refuse("a text");
    return value_.get<std::string>();
  }
  std::string text_or_nothing() const { return value_.is_null() ? std::string() : text(); }
  bool flag() const {
    if (!value_.is_boolean()) refuse("true or false");
    return value_.get<bool>();
  }
  std::uint64_t count() const {
    if (!value_.is_number_unsigned()) refuse("a count");
    return value_.get<std::uint64_t>();
  }

  std::vector<Member> list() const {
    if (!value_.is_array()) refuse("a list");
    std::vector<Member> all;
    all.reserve(value_.size());
    for (const Document& value : value_) all.emplace_back(value, where_ + "[" + std::to_string(all.size()) + "]");
    return all;
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> all;
    for (const Member& node : list()) all.push_back(node.text());
    return all;
  }

 private:
  const Document& value_;
  std::string where_;
};

// The value of an enumeration that has this name.
template <class Enumeration>
Enumeration named(const Member& node, Enumeration last) {
  const std::string wanted = node.text();
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enumeration>(i);
    if (name(value) == wanted) return value;
  }
  node.refuse("a name that is known: " + wanted);
}

std::optional<Version> version_of(const Member& node) {
  const std::string text = node.text_or_nothing();
  if (text.empty()) return std::nullopt;
  const std::optional<Version> version = parse_version(text);
  if (!version) node.refuse("a version");
  return version;
}

Document parsed(std::string_view text) {
  const auto not_too_deep = [&](int depth, Document::parse_event_t, Document&) {
    if (depth > most_nesting) throw Error("not a JSON report of platlint: it is nested too deep");
    return true;
  };
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Document document = Document::parse(text.begin(), text.end(), not_too_deep, false);
  if (document.is_discarded()) throw Error("not JSON, or more than one report");
  return document;
}

void check_head(const Member& report) {
  const bool is_ours = report.has("tool") && report.has("schema_version") && report.at("tool").has("name") &&
                       report.at("tool").at("name").text() == "platlint";
  if (!is_ours) throw Error("not a JSON report of platlint (--format json)");
  const std::string version = report.at("schema_version").text();
  if (!version.starts_with("1.")) throw Error("a report of schema_version " + version + ", expected 1.0");
  if (report.has("record"))
    throw Error("a report of several audits; compare one audit with another (one --platform, one function)");
}

class Reader {
 public:
  explicit Reader(const Member& report) : report_(report), roots_(report.at("roots").texts()) {}

  Inventory read() {
    for (const std::string& root : roots_) result_.name += (result_.name.empty() ? "" : ", ") + bundle_name(root);
    if (const Member target = report_.at("target"); !target.is_null()) read_target(target);
    for (const Member& package : report_.at("packages").list()) read_package(package);
    for (const Member& artifact : report_.at("artifacts").list()) read_artifact(artifact);
    for (const Member& finding : report_.at("findings").list()) read_finding(finding);
    if (report_.has("requirements")) read_requirements(report_.at("requirements").list());
    read_completeness();
    return std::move(result_);
  }

 private:
  std::string path_of(const Member& row) const {
    const std::string path = row.at("path").text();
    return roots_.size() == 1 ? path : bundle_name(row.at("root").text()) + "/" + path;
  }

  void read_target(const Member& target) {
    Target read;
    read.name = target.at("name").text();
    read.format = named(target.at("format"), Format::archive);
    for (const Member& architecture : target.at("architectures").list())
      read.architectures.push_back(named(architecture, Architecture::any));
    read.system = named(target.at("os").at("name"), System::wasi);
    read.libc = named(target.at("libc").at("name"), Libc::bionic);
    if (read.architectures.empty()) target.at("architectures").refuse("a list of one or more");
    result_.target = std::move(read);
    result_.python = target.at("python").text_or_nothing();
    if (target.has("provided")) result_.target->provided = target.at("provided").texts();
    if (!target.has("node")) return;
    const std::string node = text::lower(target.at("node").text());  // "Node 22", "Electron 33"
    result_.node = node.starts_with("node ") ? node.substr(5) : node;
    std::replace(result_.node.begin(), result_.node.end(), ' ', ':');
  }

  void read_package(const Member& package) {
    packages_of_[package.at("root").text()].push_back(result_.packages.size());
    result_.packages.push_back({package.at("ecosystem").text(), package.at("name").text(),
                                package.at("version").text_or_nothing(), package.at("tags").texts()});
  }

  void read_artifact(const Member& row) {
    File file;
    file.path = path_of(row);
    file.size = row.at("size").count();
    file.image.format = named(row.at("format"), Format::archive);
    file.image.kind = named(row.at("kind"), Kind::other);
    file.image.architecture = named(row.at("architecture"), Architecture::any);
    file.image.system = named(row.at("os"), System::wasi);
    file.image.libc = named(row.at("libc"), Libc::bionic);
    file.image.minimum_system = version_of(row.at("minimum_os"));
    file.image.identity = row.at("identity").text_or_nothing();
    for (const Member& library : row.at("libraries").list())
      file.image.libraries.push_back({library.at("name").text(), library.at("weak").flag()});
    for (const Member& need : row.at("version_needs").list())
      file.image.version_needs.push_back({need.at("library").text(), need.at("name").text(), need.at("weak").flag()});
    if (row.has("package") && !row.at("package").is_null()) {  // an older report does not have it
      const std::vector<std::size_t>& packages = packages_of_[row.at("root").text()];
      const std::uint64_t number = row.at("package").count();
      if (number >= packages.size()) row.at("package").refuse("one of the packages of its root");
      file.package = packages[number];
    }
    result_.files.push_back(std::move(file));
  }

  void read_finding(const Member& row) {
    ReportedFinding told;
    told.rule = row.at("rule").text();
    told.severity = named(row.at("severity"), Severity::error);
    told.message = row.at("message").text();
    told.path = path_of(row);
    told.slice = row.at("slice").text_or_nothing();
    told.expected = row.at("expected").text();
    if (const Member package = row.at("package"); !package.is_null()) told.package = package.at("name").text();
    result_.findings.push_back(std::move(told));
  }

  // Only the roots with requirements count: a platform fits if all of them fit it.
  void read_requirements(const std::vector<Member>& rows) {
    std::map<std::string, std::size_t> votes;
    std::size_t asking = 0;
    for (const Member& row : rows) {
      for (const Member& stranger : row.at("minority").list()) {
        const std::string path = stranger.at("path").text();
        result_.strangers.push_back(roots_.size() == 1 ? path : bundle_name(row.at("root").text()) + "/" + path);
      }
      if (row.at("platform").is_null()) continue;
      ++asking;
      result_.is_everywhere = (asking == 1 || result_.is_everywhere) && row.at("everywhere").flag();
      for (const std::string& platform : row.at("fits").texts()) ++votes[platform];
    }
    result_.is_tried = asking != 0;
    for (const auto& [platform, count] : votes) {
      if (count == asking) result_.fits.push_back(platform);
    }
  }

  void read_completeness() {
    const Member summary = report_.at("summary");
    const bool whole = report_.at("failures").list().empty() && summary.at("unreadable").count() == 0 &&
                       (!report_.has("unread") || report_.at("unread").list().empty());
    result_.complete = whole;
    result_.is_read =
        !roots_.empty() && (report_.at("failures").list().size() < roots_.size() || !result_.files.empty());
    if (!report_.has("not_judged")) return;
    for (const Member& part : report_.at("not_judged").list())
      result_.complete = result_.complete && part.at("accepted").flag();
  }

  const Member report_;
  const std::vector<std::string> roots_;
  std::map<std::string, std::vector<std::size_t>> packages_of_;  // a root
  Inventory result_;
};

}  // namespace

Inventory read_report(std::string_view text, const std::string& name) {
  try {
    const Document document = parsed(text);
    const Member report(document, "");
    check_head(report);
    return Reader(report).read();
  } catch (const Error& error) {
    throw Error(name + ": " + error.what());
  }
}

}  // namespace platlint::diff
