// SPDX-License-Identifier: Apache-2.0
// The objects of report.schema.json, before they are written as one or as many.
#pragma once

#include <nlohmann/json.hpp>

#include "platlint/report.hpp"

namespace platlint {

/// Written as ASCII (`dump` with ensure_ascii): the rest is escaped, what a terminal acts on and U+2028 too.
using Json = nlohmann::ordered_json;

Json json_report(const Audit& audit);
Json json_report(const Survey& survey);

/// What came of many bundles: the last line of ndjson, and the head of a JSON report of several audits.
Json json_summary(const Totals& totals);

}  // namespace platlint
