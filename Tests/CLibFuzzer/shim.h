#include <stddef.h>
#include <stdint.h>

// Of compiler-rt's libFuzzer, which `-sanitize=fuzzer` links: runs `callback` on inputs until it is told to end.
// https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
