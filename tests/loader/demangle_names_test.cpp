// SPDX-License-Identifier: Apache-2.0
// C++ names of each form that is read: every builtin type, operator, abbreviation and qualifier, and how they combine.
// Each as c++filt (binutils 2.40) prints it.
#include <doctest/doctest.h>

#include <string>

#include "loader/demangle.hpp"

using namespace platlint;

namespace {

struct Row {
  const char* symbol;
  const char* text;
};

const Row rows[] = {
    Row{"_Z1fPv", "f(void*)"},
    {"_Z1fPw", "f(wchar_t*)"},
    {"_Z1fPb", "f(bool*)"},
    {"_Z1fPc", "f(char*)"},
    {"_Z1fPa", "f(signed char*)"},
    {"_Z1fPh", "f(unsigned char*)"},
    {"_Z1fPs", "f(short*)"},
    {"_Z1fPt", "f(unsigned short*)"},
    {"_Z1fPi", "f(int*)"},
    {"_Z1fPj", "f(unsigned int*)"},
    {"_Z1fPl", "f(long*)"},
    {"_Z1fPm", "f(unsigned long*)"},
    {"_Z1fPx", "f(long long*)"},
    {"_Z1fPy", "f(unsigned long long*)"},
    {"_Z1fPn", "f(__int128*)"},
    {"_Z1fPo", "f(unsigned __int128*)"},
    {"_Z1fPf", "f(float*)"},
    {"_Z1fPd", "f(double*)"},
    {"_Z1fPe", "f(long double*)"},
    {"_Z1fPg", "f(__float128*)"},
    {"_Z1fPDi", "f(char32_t*)"},
    {"_Z1fPDs", "f(char16_t*)"},
    {"_Z1fPDu", "f(char8_t*)"},
    {"_Z1fiz", "f(int, ...)"},
    {"_Z1fDn", "f(decltype(nullptr))"},
    {"_ZN1AnwEi", "A::operator new(int)"},
    {"_ZN1AnaEi", "A::operator new[](int)"},
    {"_ZN1AdlEi", "A::operator delete(int)"},
    {"_ZN1AdaEi", "A::operator delete[](int)"},
    {"_ZN1AplEi", "A::operator+(int)"},
    {"_ZN1AmiEi", "A::operator-(int)"},
    {"_ZN1AmlEi", "A::operator*(int)"},
    {"_ZN1AdvEi", "A::operator/(int)"},
    {"_ZN1ArmEi", "A::operator%(int)"},
    {"_ZN1AanEi", "A::operator&(int)"},
    {"_ZN1AorEi", "A::operator|(int)"},
    {"_ZN1AeoEi", "A::operator^(int)"},
    {"_ZN1AaSEi", "A::operator=(int)"},
    {"_ZN1ApLEi", "A::operator+=(int)"},
    {"_ZN1AmIEi", "A::operator-=(int)"},
    {"_ZN1AmLEi", "A::operator*=(int)"},
    {"_ZN1AdVEi", "A::operator/=(int)"},
    {"_ZN1ArMEi", "A::operator%=(int)"},
    {"_ZN1AaNEi", "A::operator&=(int)"},
    {"_ZN1AoREi", "A::operator|=(int)"},
    {"_ZN1AeOEi", "A::operator^=(int)"},
    {"_ZN1AlsEi", "A::operator<<(int)"},
    {"_ZN1ArsEi", "A::operator>>(int)"},
    {"_ZN1AlSEi", "A::operator<<=(int)"},
    {"_ZN1ArSEi", "A::operator>>=(int)"},
    {"_ZN1AeqEi", "A::operator==(int)"},
    {"_ZN1AneEi", "A::operator!=(int)"},
    {"_ZN1AltEi", "A::operator<(int)"},
    {"_ZN1AgtEi", "A::operator>(int)"},
    {"_ZN1AleEi", "A::operator<=(int)"},
    {"_ZN1AgeEi", "A::operator>=(int)"},
    {"_ZN1AssEi", "A::operator<=>(int)"},
    {"_ZN1AntEi", "A::operator!(int)"},
    {"_ZN1AaaEi", "A::operator&&(int)"},
    {"_ZN1AooEi", "A::operator||(int)"},
    {"_ZN1AppEi", "A::operator++(int)"},
    {"_ZN1AmmEi", "A::operator--(int)"},
    {"_ZN1AcmEi", "A::operator,(int)"},
    {"_ZN1ApmEi", "A::operator->*(int)"},
    {"_ZN1AptEi", "A::operator->(int)"},
    {"_ZN1AclEi", "A::operator()(int)"},
    {"_ZN1AixEi", "A::operator[](int)"},
    {"_ZN1AadEi", "A::operator&(int)"},
    {"_ZN1AdeEi", "A::operator*(int)"},
    {"_ZN1AcoEi", "A::operator~(int)"},
    {"_Z1fSaIiE", "f(std::allocator<int>)"},
    {"_Z1fSbIwE", "f(std::basic_string<wchar_t>)"},
    {"_ZTT1A", "VTT for A"},
    {"_ZTS1A", "typeinfo name for A"},
    {"_ZTI1A", "typeinfo for A"},
    {"_ZTV1A", "vtable for A"},
    {"_ZGVN1A1bE", "guard variable for A::b"},
    {"_ZThn8_N1A1fEi", "non-virtual thunk to A::f(int)"},
    {"_ZTh8_N1A1fEi", "non-virtual thunk to A::f(int)"},
    {"_ZNK1A1fEv", "A::f() const"},
    {"_ZNV1A1fEv", "A::f() volatile"},
    {"_ZNVK1A1fEv", "A::f() const volatile"},
    {"_ZNR1A1fEv", "A::f() &"},
    {"_ZNO1A1fEv", "A::f() &&"},
    {"_ZNKR1A1fEv", "A::f() const &"},
    {"_ZNKO1A1fEv", "A::f() const &&"},
    {"_Z1fPKi", "f(int const*)"},
    {"_Z1fPVi", "f(int volatile*)"},
    {"_Z1fPVKi", "f(int const volatile*)"},
    {"_Z1fKPi", "f(int* const)"},
    {"_Z1fRKi", "f(int const&)"},
    {"_Z1fOi", "f(int&&)"},
    {"_Z1fPFivE", "f(int (*)())"},
    {"_Z1fPFvPKczE", "f(void (*)(char const*, ...))"},
    {"_Z1fRFivE", "f(int (&)())"},
    {"_Z1fPA3_i", "f(int (*) [3])"},
    {"_Z1fPA_i", "f(int (*) [])"},
    {"_Z1fRA10_KcS1_", "f(char const (&) [10], char const (&) [10])"},
    {"_Z1fPPFivE", "f(int (**)())"},
    {"_Z1fPFvvES0_S_", "f(void (*)(), void (*)(), void ())"},
    {"_Z1fILin3EEvv", "void f<-3>()"},
    {"_Z1fILj3EEvv", "void f<3u>()"},
    {"_Z1fILl3EEvv", "void f<3l>()"},
    {"_Z1fILm3EEvv", "void f<3ul>()"},
    {"_Z1fILx3EEvv", "void f<3ll>()"},
    {"_Z1fILy3EEvv", "void f<3ull>()"},
    {"_Z1fILc3EEvv", "void f<(char)3>()"},
    {"_Z1fILb0EEvv", "void f<false>()"},
    {"_Z1fILb1EEvv", "void f<true>()"},
    {"_Z1fILs7EEvv", "void f<(short)7>()"},
    {"_Z1fILi10EEvv", "void f<10>()"},
    {"_Z1fIiEiv", "int f<int>()"},
    {"_Z1fIidET_T0_", "int f<int, double>(double)"},
    {"_Z1fIidET0_T_", "double f<int, double>(int)"},
    {"_Z1fIiEPT_S0_", "int* f<int>(int)"},
    {"_Z1fIiEvRT_", "void f<int>(int&)"},
    {"_Z1fIRiEvOT_", "void f<int&>(int&)"},
    {"_Z1fIOiEvRT_", "void f<int&&>(int&)"},
    {"_Z1fIRiEvRT_", "void f<int&>(int&)"},
    {"_Z1fIiEvOT_", "void f<int>(int&&)"},
    {"_Z1fIPiEvKT_", "void f<int*>(int* const)"},
    {"_Z1fIKiEvPKT_", "void f<int const>(int const*)"},
    {"_Z1fIJiEEvDpT_", "void f<int>(int)"},
    {"_Z1fIJidcEEvDpT_", "void f<int, double, char>(int, double, char)"},
    {"_Z1fIJEEvDpT_", "void f<>()"},
    {"_ZN1A1BC1Ev", "A::B::B()"},
    {"_ZN1A1BC2ERKS0_", "A::B::B(A::B const&)"},
    {"_ZN1A1BD1Ev", "A::B::~B()"},
    {"_ZN1A1BD2Ev", "A::B::~B()"},
    {"_ZNSt6vectorIiSaIiEEC1Ev", "std::vector<int, std::allocator<int> >::vector()"},
    {"_ZNSt6vectorIiSaIiEE9push_backERKi", "std::vector<int, std::allocator<int> >::push_back(int const&)"},
    {"_ZNSt3mapIiiE3getEv", "std::map<int, int>::get()"},
    {"_ZSt4moveIRiEvOT_", "void std::move<int&>(int&)"},
    {"_ZSt3maxIiERKT_S2_S2_", "int const& std::max<int>(int const&, int const&)"},
    {"_ZN3fooILi2EE3barEv", "foo<2>::bar()"},
    {"_ZN3fooIiE3barIdEEvT_", "void foo<int>::bar<double>(double)"},
    {"_ZN3fooIiE3barIdEEiS1_T_", "int foo<int>::bar<double>(foo<int>::bar, double)"},
    {"_ZZN1A1fEvE1x", "A::f()::x"},
    {"_ZZ1fvE1x_0", "f()::x"},
    {"_ZZ1fvE1x__10_", "f()::x"},
    {"_ZZ1fvEs", "f()::string literal"},
    {"_ZZ1fvEs_0", "f()::string literal"},
    {"_ZZ1fvENK1A1gEv", "f()::A::g() const"},
    {"_ZZ1fiEN1A1gEi", "f(int)::A::g(int)"},
    {"_ZZ1fIiEvT_E1x", "f<int>(int)::x"},
    {"_ZN1A1fB5cxx11Ev", "A::f[abi:cxx11]()"},
    {"_ZN1AB1xB2yz1fEv", "A[abi:x][abi:yz]::f()"},
    {"_ZL1fv", "f()"},
    {"_ZN1AL1fEv", "A::f()"},
    {"_ZN1A1fE", "A::f"},
    {"_Z1f", "f"},
    {"_ZN12_GLOBAL__N_1L1fEv", "(anonymous namespace)::f()"},
    {"_Z1f1A1B1CS_S0_S1_", "f(A, B, C, A, B, C)"},
    {"_Z1fP1APS_S1_RS_", "f(A*, A*, A*, A&)"},
    {"_Z1fN1A1BES_S0_", "f(A::B, A, A::B)"},
    {"_Z1fN1A1BENS_1CE", "f(A::B, A::C)"},
    {"_Z1fSt4pairIiiES0_", "f(std::pair<int, int>, std::pair<int, int>)"},
    {"_ZN1AcvPKcEv", "A::operator char const*()"},
    {"_ZN1AcviEv", "A::operator int()"},
    {"_ZN2aa2bb2ccEPS0_PNS_2ddES2_", "aa::bb::cc(aa::bb*, aa::dd*, aa::dd)"},
    {"_ZN1a1b1c1d1e1f1g1h1i1j1k1l1m1nEPS_PS0_PS1_PS8_PS9_PSA_PSB_",
     "a::b::c::d::e::f::g::h::i::j::k::l::m::n(a*, a::b*, a::b::c*, a::b::c::d::e::f::g::h::i::j*, "
     "a::b::c::d::e::f::g::h::i::j::k*, a::b::c::d::e::f::g::h::i::j::k::l*, a::b::c::d::e::f::g::h::i::j::k::l::m*)"},
    {"_ZN2at4_ops3add4callERKNS_6TensorES4_RKN3c106ScalarE",
     "at::_ops::add::call(at::Tensor const&, at::Tensor const&, c10::Scalar const&)"},
    {"_ZNKSt8functionIFvvEEclEv", "std::function<void ()>::operator()() const"},
    {"_Z1fSt8functionIFivEE", "f(std::function<int ()>)"},
    {"_Z4swapIiEvRT_S1_", "void swap<int>(int&, int&)"},
    {"_Z1fP1AIiE", "f(A<int>*)"},
    {"_Z1f1AIS_E", "f(A<A>)"},
    {"_Z1fFivE", "f(int ())"},
    {"_ZN1A1fIiEC2Ev", "A::f<int>::f()"},
};

}  // namespace

TEST_CASE("each form of a C++ name") {
  for (const Row& row : rows) {
    CAPTURE(row.symbol);
    CHECK(demangled(row.symbol).value_or("") == row.text);
  }
}

TEST_CASE("what is shorter or longer than its numbers say is no name") {
  for (const char* const symbol :
       {"_Z2f",         "_ZN1A2B",     "_ZN1AB9xEv", "_Z1fILi3Evv",   "_Z1fA3i", "_Z1fKFvvE", "_ZThn16N1A1fEv",
        "_ZTh_N1A1fEv", "_Z1fIiEvT0_", "_Z1f1AS0_",  "_Z1fT_i",       "_ZGVi",   "_ZT",       "_ZG",
        "_ZNE",         "_ZNIiEE",     "_Z1fDp",     "_Z1fIJiEvDpT_", "_ZZ1fvE", "_Z1fFiv",   "_Z1fFvE"}) {
    CAPTURE(symbol);
    CHECK_FALSE(demangled(symbol));
  }
}

TEST_CASE("a name of 4096 bytes is read, of types nested 60 times, and of neither many more") {
  const auto named = [](std::size_t size) {
    const std::string length = std::to_string(size);
    return "_Z" + length + std::string(size, 'f') + "v";
  };
  constexpr std::size_t room = 4096 - 2 - 4 - 1;
  CHECK(demangled(named(room)) == std::string(room, 'f') + "()");
  CHECK_FALSE(demangled(named(room + 1)));
  CHECK(demangled("_Z1f" + std::string(60, 'P') + "i") == "f(int" + std::string(60, '*') + ")");
  CHECK_FALSE(demangled("_Z1f" + std::string(64, 'P') + "i"));
}
