// SPDX-License-Identifier: Apache-2.0
#include "loader/demangle.hpp"

#include <doctest/doctest.h>

#include <string>

namespace platlint {

namespace {

std::string text(std::string_view symbol) {
  return demangled(symbol).value_or("");
}

}  // namespace

// Each as c++filt (binutils 2.40) prints it.
TEST_CASE("C++ names with their arguments") {
  CHECK(text("_ZN3c106detail14torchCheckFailEPKcS2_j") ==
        "c10::detail::torchCheckFail(char const*, char const*, unsigned int)");
  CHECK(text("_ZNK3c106Device3strEv") == "c10::Device::str() const");
  CHECK(text("_Z3addSt6vectorIiSaIiEE") == "add(std::vector<int, std::allocator<int> >)");
  CHECK(text("_ZN1AC2ERKS_") == "A::A(A const&)");
  CHECK(text("_ZN1AD0Ev") == "A::~A()");
  CHECK(text("_Z1fPFviEOi") == "f(void (*)(int), int&&)");
  CHECK(text("_Z1fRA3_i") == "f(int (&) [3])");
  CHECK(text("_ZN1AplERKS_") == "A::operator+(A const&)");
  CHECK(text("_ZN1AcvbEv") == "A::operator bool()");
  CHECK(text("_Z3maxIiET_S0_S0_") == "int max<int>(int, int)");
  CHECK(text("_Z1fISt8functionIFbPvEEEvT_") == "void f<std::function<bool (void*)> >(std::function<bool (void*)>)");
  CHECK(text("_ZN1fIJidEE1gEv") == "f<int, double>::g()");
  CHECK(text("_Z1fILi3ELb1EEvv") == "void f<3, true>()");
  CHECK(text("_ZN12_GLOBAL__N_11fEv") == "(anonymous namespace)::f()");
  CHECK(text("_ZN1A4nameB5cxx11Ev") == "A::name[abi:cxx11]()");
  CHECK(text("_ZTI3foo") == "typeinfo for foo");
  CHECK(text("_ZTVN3c1010TensorImplE") == "vtable for c10::TensorImpl");
  CHECK(text("_ZZ1fvE1x") == "f()::x");
  CHECK(text("_ZGVZ1fvE1x") == "guard variable for f()::x");
  CHECK(text("_ZThn16_N1A1fEv") == "non-virtual thunk to A::f()");
}

TEST_CASE("what is no name, or a rare one") {
  for (const char* const symbol :
       {"", "mine", "_Z", "_ZN", "_ZN99xE", "_ZN99999999999999999999999xE", "_Z1fT_", "_Z1fS_", "_Z1fS9_", "_Z1fDTfp_E",
        "_Z1fM1Ai", "_Z1fI", "_Z1fILi", "_ZZ1fv", "_ZUlvE_", "_Z1fv$"})
    CHECK_MESSAGE(!demangled(symbol), symbol);
}

TEST_CASE("a hostile name costs little") {
  CHECK(!demangled("_Z1f" + std::string(4000, 'P') + "i"));
  CHECK(!demangled("_Z1f" + std::string(100'000, 'i')));
  // Each type is twice as long as the one before.
  constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string doubled = "_Z1fSt4pairIiiE", last = "S0_";
  for (const char digit : digits.substr(1, 30)) {
    doubled.append("S_I").append(last).append(last).append("E");
    last = std::string("S") + digit + "_";
  }
  CHECK(!demangled(doubled));
}

TEST_CASE("a substitution is numbered in base 36, from the second on") {
  std::string names, texts;
  for (int i = 0; i < 40; ++i) {
    const std::string name = "t" + std::to_string(10 + i);
    names += "3" + name;
    texts += name + ", ";
  }
  for (const auto& [number, at] :
       {std::pair{"S_", 0}, {"S0_", 1}, {"S9_", 10}, {"SA_", 11}, {"SZ_", 36}, {"S10_", 37}, {"S12_", 39}})
    CHECK(text("_Z1f" + names + number) == "f(" + texts + "t" + std::to_string(10 + at) + ")");
  for (const char* const number : {"S13_", "SZZZ_", "Sa_", "S[_", "S@_", "S/_", "S:_", "S"})
    CHECK_FALSE(demangled("_Z1f" + names + number));
}

TEST_CASE("names, texts and types have a longest, a longest and a deepest") {
  const auto of_length = [](std::size_t length) {  // "_Z4089" and "v" around the name
    return "_Z" + std::to_string(length - 7) + std::string(length - 7, 'a') + "v";
  };
  CHECK(demangled(of_length(4096)));
  CHECK_FALSE(demangled(of_length(4097)));
  const auto repeated = [](const std::string& name) {
    return text("_Z" + std::to_string(name.size()) + name + "1021" + std::string(1021, 'a') + "S_S_S_");
  };
  CHECK(repeated("ffff").size() == 4096);
  CHECK(repeated("fffff").empty());
  CHECK(text("_Z1f" + std::string(62, 'P') + "i") == "f(int" + std::string(62, '*') + ")");
  CHECK(text("_Z1f" + std::string(63, 'P') + "i").empty());
}

TEST_CASE("what a name lacks is not made up") {
  for (const char* const symbol :
       {"_ZNE",           "_ZNIiEE",      "_ZSs",           "_ZS_",     "_ZN1fIiEEv_", "_Z3ab",
        "_Z1fP",          "_Z1fA3i",      "_Z1fA_",         "_Z1fFvi",  "_Z1fKFvvE",   "_Z1fA3_A4_i",
        "_Z1fA3_FvvE",    "_Z1fA3_PFvvE", "_Z1fA3_RA4_i",   "_Z1fLi3E", "_Z1fILiE",    "_Z1fILinEEvv",
        "_Z1fIL_Z1gEEvv", "_Z1fB",        "_Z1fB9x",        "_Z1fT_",   "_Z1fIiEvT0_", "_Z1fIiEvT_I",
        "_ZThv",          "_ZTh16",       "_ZThn16N1A1fEv", "_ZC1Ev",   "_ZZ1fvEs_",   "_ZZ1fvE",
        "_Z1fDpi_",       "_Z1fDq",       "_ZNSt"})
    CHECK_MESSAGE(!demangled(symbol), symbol);
}

}  // namespace platlint
