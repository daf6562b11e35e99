#ifndef SORI_CEBUR128_SHIM_H
#define SORI_CEBUR128_SHIM_H
#include <ebur128.h>
#endif
