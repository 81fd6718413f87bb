"""Puts the loader's answer and platlint's findings for a file into one word; also makes the sums of a target."""

import collections
import re

# Words for a file that the loader takes: agreed, or a false error. For one that it refuses: agreed, told or silent.
AGREED, FALSE_ERROR, TOLD, SILENT, UNMEASURED = "agreed", "false error", "told by a warning", "silent miss", "not measured"
NOTED = "told by a note"  # a need that another file of the bundle must have brought in first
DOUBTED = "agreed, with a warning"  # the loader takes it: no error, but a word that was not needed

MISSING = re.compile(
    r"(\S+): cannot open shared object file|(\S+) => not found|Error loading shared library (\S+?):|Library (\S+) \(which is needed by"
)
VERSION = re.compile(r"version [`'](\S+?)' not found \(required by (\S+?)\)")
SYMBOL = re.compile(r"undefined symbol: (\w+)|Error relocating \S+: (\w+): symbol not found")
UNSEEN = "unreadable-artifact"  # its severity is a warning, but its exit status is that of an audit that was not done


def first(match):
    return next((group for group in match.groups() if group), "") if match else ""


def lacked(why):
    """The library because of which a file was refused: one that is nowhere, or the file itself."""
    version = VERSION.search(why)
    return first(MISSING.search(why)) or (version.group(2).rsplit("/", 1)[-1] if version else "")


def cause(why):
    """The loader's reason, without the parts that differ from file to file."""
    missing, version, symbol = MISSING.search(why), VERSION.search(why), SYMBOL.search(why)
    if missing:
        return "missing library: " + first(missing)
    if version:
        return "version not found: " + version.group(1)
    if symbol:
        return "undefined symbol: " + first(symbol)
    return re.sub(r"\s+", " ", re.sub(r"/\S*/", "", why))[:120]


def loudest(findings):
    """The severity that decides about the file itself."""
    if any(finding["rule"] == UNSEEN for finding in findings):
        return "error"
    severities = [finding["severity"] for finding in findings]
    return next((severity for severity in ("error", "warning", "note") if severity in severities), "")


def platlints(findings):
    """Its reason, which the loader does not share."""
    severity = loudest(findings)
    return next(f"{f['rule']}: {f['message']}" for f in findings if f["severity"] == severity or f["rule"] == UNSEEN)


def blamed(report):
    """Severity by name: libraries that a finding says are missing, and files that have a finding of their own."""
    names = {}
    for finding in report["findings"]:
        for name in {finding["path"].rsplit("/", 1)[-1], finding["expected"] if finding["rule"] == "missing-library" else ""}:
            names[name] = "error" if "error" in (names.get(name), finding["severity"]) else finding["severity"]
    return names


def package_of(path, report):
    """The directory of the package that a file belongs to: an innermost node_modules/NAME, or else the first directory."""
    places = [row["path"] for row in report["packages"] if row["ecosystem"] == "node" and path.startswith(row["path"] + "/")]
    return max(places, key=len, default=path.split("/")[0])


def is_for_another_platform(artifact, target):
    """By its own headers, as platlint read them."""
    libcs = {artifact["libc"], target["libc"]["name"]} - {None, "", "none", "unknown"}
    return (
        artifact["architecture"] != target["architecture"]
        or artifact["os"] not in (target["os"]["name"], "unknown", None)
        or len(libcs) > 1
    )


def alternatives(answers, report):
    """Files that the package's own code replaces by another file: a note or an error is about all of them at once."""
    told = {package_of(f["path"], report) for f in report["findings"] if f["rule"] in ("foreign-variant", "no-variant-for-target")}
    foreign = {row["path"] for row in report["artifacts"] if is_for_another_platform(row, report["target"])}
    chosen = {package_of(a["path"], report) for a in answers if a["loads"] and a["path"].endswith(".node")}
    chosen |= {package_of(f["path"], report) for f in report["findings"] if f["rule"] == "wrong-node-abi"}
    other_node = {a["path"] for a in answers if "NODE_MODULE_VERSION" in (a.get("why") or "")}
    paths = {a["path"] for a in answers if not a["loads"]}
    return {path for path in paths if package_of(path, report) in (told if path in foreign else chosen if path in other_node else ())}


def untrue(findings, system):
    """Errors because of a library that the target has."""
    return [f for f in findings if f["severity"] == "error" and f["rule"] == "missing-library" and f["expected"] in system]


def word(answer, findings, blame, system=()):
    """`answer` comes from inside.py, `findings` are the file's own, and `blame` is that of the whole report."""
    severity = loudest(findings)
    if untrue(findings, system):
        return FALSE_ERROR
    if answer["loads"] is None:
        return UNMEASURED
    if answer["loads"]:
        return {"error": FALSE_ERROR, "warning": DOUBTED}.get(severity, AGREED)
    if severity == "error":
        return AGREED
    # Refused only because of a need of another file, which has the finding.
    elsewhere = blame.get(lacked(answer["why"]), "")
    if elsewhere == "error":
        return AGREED
    if "warning" in (severity, elsewhere):
        return TOLD
    named = any(f["rule"] == "missing-library" and f["expected"] == lacked(answer["why"]) for f in findings)
    return NOTED if named else SILENT


def join(requirement, answers, report, system=()):
    """One row per file: (word, cause, where). `system`: names of the libraries that the target holds."""
    own = collections.defaultdict(list)
    for finding in report["findings"]:
        own[finding["path"]].append(finding)
    brought = {path for answer in answers for path in answer.get("brought", [])}
    blame, unused = blamed(report), alternatives(answers, report)
    for answer in answers:
        path = answer["path"]
        if path in brought and not answer["loads"]:
            answer = {**answer, "loads": True}  # a file that loads took it along
        said = AGREED if path in unused else word(answer, own[path], blame, system)
        why = answer.get("why") or ""
        yield (
            said,
            platlints(untrue(own[path], system) or own[path]) if said in (FALSE_ERROR, DOUBTED) else cause(why),
            f"{requirement}: {path}",
        )


def summary(rows):
    """Lines: the sums, then each cause of a disagreement, the most common first."""
    sums = collections.Counter(said for said, _, _ in rows)
    measured = len(rows) - sums[UNMEASURED]
    agreed = sums[AGREED] + sums[DOUBTED]
    yield (
        f"{measured} files: agreement {share(agreed, measured)}, with warnings {share(agreed + sums[TOLD], measured)}; "
        f"{sums[FALSE_ERROR]} false errors, {sums[TOLD]} told by a warning, {sums[NOTED]} by a note, {sums[SILENT]} silent misses, "
        f"{sums[DOUBTED]} warnings without need; {sums[UNMEASURED]} not measured"
    )
    for kind in (FALSE_ERROR, SILENT, NOTED, TOLD, DOUBTED, UNMEASURED):
        causes = collections.defaultdict(list)
        for said, why, where in rows:
            if said == kind:
                causes[why].append(where)
        for why, places in sorted(causes.items(), key=lambda item: (-len(item[1]), item[0])):
            yield f"  {kind}, {len(places)}: {why}; {places[0]}"


def share(part, whole):
    return f"{100 * part / whole:.2f} %" if whole else "of nothing"
