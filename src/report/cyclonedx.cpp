// SPDX-License-Identifier: Apache-2.0
// CycloneDX 1.6 (ECMA-424, 1st edition), JSON: the native code in a bundle, the packages that bring it, and the
// libraries that it needs. There is one document; if there are several bundles, each is a component.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "loader/deployment.hpp"
#include "platlint/policy.hpp"
#include "platlint/version.hpp"
#include "report/answerers.hpp"
#include "report/components.hpp"
#include "report/formats.hpp"
#include "report/place.hpp"
#include "report/purl.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// A root, and its audit.
struct Part {
  WholeBundle whole;
  const Audit* audit;  // null: without a platform
};

class Document {
 public:
  Document(std::vector<Part> parts, const std::vector<Unjudged>& unjudged) : parts_(std::move(parts)) {
    const bool alone = parts_.size() == 1 && unjudged.empty();
    for (std::size_t i = 0; i < parts_.size(); ++i) add(parts_[i], alone ? "" : std::to_string(i + 1) + "/");
    for (const Part& part : parts_) add_answers(part);
    if (alone) {
      subject_ = std::move(bundles_.front());
      if (subject_.contains("components")) components_ = std::move(subject_["components"]);
      subject_.erase("components");
    } else {
      add_whole(unjudged);
    }
    for (const auto& [ref, library] : outside_) components_.push_back(outside_component(ref, library));
  }

  Json json(const std::string& timestamp) const {
    const Json tool{{"type", "application"}, {"name", "platlint"}, {"version", program_version()}};
    Json metadata = Json::object();
    if (!timestamp.empty()) metadata["timestamp"] = timestamp;
    metadata["tools"] = {{"components", Json::array({tool})}};
    metadata["component"] = subject_;
    Json document{{"$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json"},
                  {"bomFormat", "CycloneDX"},
                  {"specVersion", "1.6"},
                  {"version", 1},
                  {"metadata", metadata},
                  {"components", components_},
                  {"dependencies", dependencies()}};
    if (!incomplete_.empty())
      document["compositions"] = Json::array({{{"aggregate", "incomplete"}, {"assemblies", incomplete_}}});
    return document;
  }

 private:
  void add(const Part& part, const std::string& prefix) {
    const Bundle& bundle = part.whole.bundle;
    const std::string ref = new_ref("bundle:" + prefix + percent_encoded(bundle_name(bundle.root)));
    Json row = bundle_component(ref, bundle, part.audit);
    Json inside = components_of(part, prefix);
    dependencies_[ref] = refs_of(inside);
    if (is_incomplete(bundle)) incomplete_.push_back(ref);
    if (!inside.empty()) row["components"] = std::move(inside);
    bundles_.push_back(std::move(row));
  }

  void add_whole(const std::vector<Unjudged>& unjudged) {
    const std::string ref = new_ref("bundles");
    subject_ = whole_component(ref, unjudged);
    if (!unjudged.empty()) incomplete_.push_back(ref);
    for (Json& bundle : bundles_) components_.push_back(std::move(bundle));
    dependencies_[ref] = refs_of(components_);
  }

  // The packages with their files, and then the files without a package.
  Json components_of(const Part& part, const std::string& prefix) {
    const Bundle& bundle = part.whole.bundle;
    Json all = Json::array();
    for (const Package& package : part.whole.ownership.packages) {
      const std::string purl = package_url(package);
      const std::string ref = purl.empty() ? "package:" + percent_encoded(package.name) : purl;
      all.push_back(package_component(new_ref(prefix + ref), package));
    }
    for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
      if (!is_component(bundle.entries[i])) continue;
      const std::optional<std::size_t> owner = part.whole.ownership.owner[i];
      Json& list = owner ? all[*owner]["components"] : all;
      list.push_back(add_file(bundle, i, prefix));
    }
    return all;
  }

  Json add_file(const Bundle& bundle, std::size_t number, const std::string& prefix) {
    const Entry& entry = bundle.entries[number];
    const std::string ref = new_ref("file:" + prefix + percent_encoded(entry.path));
    files_[{&bundle, number}] = ref;
    if (is_unknown_component(entry)) incomplete_.push_back(ref);
    return file_component(ref, entry);
  }

  // Files that the user excludes are not read, and may be native.
  static bool is_incomplete(const Bundle& bundle) {
    return bundle.failure || std::any_of(bundle.entries.begin(), bundle.entries.end(), [](const Entry& entry) {
             return entry.excluded || is_unknown_component(entry);
           });
  }

  void add_answers(const Part& part) {
    const Bundle& bundle = part.whole.bundle;
    Answerers answerers(part.whole, part.audit != nullptr);
    for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
      if (bundle.entries[i].artifacts.empty()) continue;
      const std::string& own = files_.at({&bundle, i});
      std::set<std::string> needed;
      for (const Answerer& answerer : answerers.of(i)) needed.insert(ref_of(answerer));
      needed.erase(own);
      dependencies_[own] = needed;
    }
  }

  const std::string& ref_of(const Answerer& answerer) {
    const auto file = files_.find(answerer.file);
    if (file != files_.end()) return file->second;
    const bool folds = answerer.system == System::windows;
    const std::string ref = std::string("outside:")
                                .append(name(answerer.system))
                                .append("-")
                                .append(name(answerer.machine))
                                .append(":")
                                .append(percent_encoded(folds ? text::lower(answerer.library) : answerer.library));
    const auto library =
        outside_.try_emplace(ref, OutsideLibrary{answerer.library, answerer.system, answerer.machine, {}}).first;
    library->second.answers.insert(answer_words(answerer.answer));
    return library->first;
  }

  // A reference is unique in its document ("bom-ref").
  std::string new_ref(const std::string& wanted) {
    std::string ref = wanted;
    for (std::size_t& number = used_[wanted]; !refs_.insert(ref).second; ref = wanted + "#" + std::to_string(number))
      number = std::max<std::size_t>(number + 1, 2);
    return ref;
  }

  static Json refs_of(const Json& components) {
    Json refs = Json::array();
    for (const Json& component : components) refs.push_back(component.at("bom-ref"));
    return refs;
  }

  // A component without dependencies is an empty element; if it is left out, its dependencies are unknown
  // ("dependencies").
  Json dependencies() const {
    Json list = Json::array();
    for (const auto& [ref, needs] : dependencies_) {
      Json row{{"ref", ref}};
      if (!needs.empty()) row["dependsOn"] = needs;
      list.push_back(std::move(row));
    }
    return list;
  }

  std::vector<Part> parts_;
  std::vector<Json> bundles_;
  Json subject_;
  Json components_ = Json::array();
  std::set<std::string> refs_;
  std::map<std::string, std::size_t> used_;   // how often a reference was wanted that existed already
  std::map<BundledFile, std::string> files_;  // their references
  std::map<std::string, OutsideLibrary> outside_;
  std::map<std::string, Json> dependencies_;
  std::vector<std::string> incomplete_;
};

void write_document(std::ostream& out, const Document& document, const ReportOptions& options) {
  out << document.json(options.timestamp).dump(2, ' ', true) << '\n';
}

}  // namespace

void write_cyclonedx(std::ostream& out, const Batch& batch, const ReportOptions& options) {
  std::vector<Part> parts;
  for (const Audit& audit : batch.audits) {
    for (WholeBundle& whole : deploy(audit.bundles, audit.ownership, audit.target))
      parts.push_back({std::move(whole), &audit});
  }
  write_document(out, Document(std::move(parts), batch.unjudged), options);
}

void write_cyclonedx(std::ostream& out, const Survey& survey, const ReportOptions& options) {
  const Target nowhere;
  std::vector<Part> parts;
  for (std::size_t i = 0; i < survey.bundles.size(); ++i)
    parts.push_back({WholeBundle{survey.bundles[i], survey.ownership[i], nowhere}, nullptr});
  write_document(out, Document(std::move(parts), {}), options);
}

}  // namespace platlint
