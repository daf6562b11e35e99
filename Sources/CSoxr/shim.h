#ifndef SORI_CSOXR_SHIM_H
#define SORI_CSOXR_SHIM_H
#include <soxr.h>
#endif
