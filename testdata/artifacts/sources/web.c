/* SPDX-License-Identifier: Apache-2.0
   A WebAssembly module with one import and one export. */
__attribute__((import_module("env"), import_name("demo_print"))) void demo_print(int value);
__attribute__((export_name("demo_answer"))) int demo_answer(int value) {
  demo_print(value);
  return value + 42;
}
