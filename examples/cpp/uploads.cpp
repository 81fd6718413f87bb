// Audits files as a service for uploads would: from memory, each in a thread. ./uploads x86_64-manylinux2014 one.whl
// two.whl
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <platlint/platlint.hpp>
#include <string>
#include <vector>

namespace {

std::string judge(const std::string& path, const platlint::Target& target) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const platlint::Audit audit = platlint::audit_memory({path, std::as_bytes(std::span(bytes))}, target);
  std::string text = path + ": " + std::string(name(audit.summary.verdict)) + '\n';
  for (const platlint::Finding& finding : audit.findings) text += "  " + platlint::printable(finding.message) + '\n';
  return text;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) throw platlint::Error("usage: uploads PLATFORM FILE...");
  const platlint::Target target = platlint::find_target(argv[1], platlint::no_environment);
  std::vector<std::future<std::string>> verdicts;
  for (int i = 2; i < argc; ++i) verdicts.push_back(std::async(std::launch::async, judge, argv[i], target));
  for (std::future<std::string>& verdict : verdicts) std::cout << verdict.get();
} catch (const platlint::Error& error) {
  std::cerr << "uploads: " << platlint::printable(error.what()) << '\n';
  return 2;
}
