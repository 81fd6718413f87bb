// SPDX-License-Identifier: Apache-2.0
// The objects of report.schema.json, before they are written as one report or as many.
#pragma once

#include <nlohmann/json.hpp>

#include "platlint/report.hpp"

namespace platlint {

/// Written as ASCII (`dump` with ensure_ascii): everything else is escaped, also control characters for a terminal and
/// U+2028.
using Json = nlohmann::ordered_json;

Json json_report(const Audit& audit);
Json json_report(const Survey& survey);

/// The result for many bundles: the last line of ndjson, and the head of a JSON report of several audits.
Json json_summary(const Totals& totals);

}  // namespace platlint
