#ifndef SORI_CCAIRO_SHIM_H
#define SORI_CCAIRO_SHIM_H
#include <cairo/cairo.h>
#include <cairo/cairo-svg.h>
#endif
