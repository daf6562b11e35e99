#ifndef SORI_CSNDFILE_SHIM_H
#define SORI_CSNDFILE_SHIM_H
#include <sndfile.h>
#endif
