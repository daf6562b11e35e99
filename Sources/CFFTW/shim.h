#ifndef SORI_CFFTW_SHIM_H
#define SORI_CFFTW_SHIM_H
#include <fftw3.h>
#endif
