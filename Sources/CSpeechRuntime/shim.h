// What sori asks of transcribe.cpp 0.4, which is loaded while it runs and never linked. Written from that
// library's documented interface: the names are ours, the layouts are its own, and `SpeechRuntime` compares
// the size and alignment of each structure with what the loaded library says before it calls anything else.
#ifndef SORI_CSPEECHRUNTIME_SHIM_H
#define SORI_CSPEECHRUNTIME_SHIM_H

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The library's numbers of the structures below, for sr_layout.
enum {
  SR_LOAD_PARAMETERS = 0,
  SR_SESSION_PARAMETERS = 1,
  SR_RUN_PARAMETERS = 2,
  SR_SEGMENT = 6,
  SR_EXTENSION = 12,
};

// Status codes that mean something of their own; 0 is success, every other one a failure.
enum {
  SR_UNSUPPORTED_LANGUAGE = 10,
  SR_INPUT_TOO_LONG = 17,
  SR_OUTPUT_TRUNCATED = 18,
  SR_OUTPUT_REPEATED = 19,
  SR_INPUT_TOO_SHORT = 21,
};

enum { SR_BACKEND_CPU = 1, SR_TIMES_OF_SEGMENTS = 2 };

// Every structure is filled by the library's own function before its fields are set.

struct sr_extension {
  uint64_t size;
  uint32_t kind;
};

struct sr_load_parameters {
  uint64_t struct_size;
  int backend;
  void *device;
  bool no_mmap;
};

struct sr_session_parameters {
  uint64_t struct_size;
  int threads;
  int cache_type;
  int32_t context;
};

struct sr_run_parameters {
  uint64_t struct_size;
  int task;
  int timestamps;
  int punctuation;
  int number_forms;
  int diarize;
  const char *language;
  const char *target_language;
  bool keep_special_tags;
  const struct sr_extension *family;
  int32_t drafts;
  const char *const *vocabulary;
  int32_t vocabulary_count;
  const char *prompt;
  const char *prefix;
};

struct sr_segment {
  uint64_t struct_size;
  int64_t start_ms;
  int64_t end_ms;
  int first_word;
  int word_count;
  int first_token;
  int token_count;
  const char *text;
  int32_t speaker;
};

// Settings of Whisper models.
struct sr_whisper_options {
  struct sr_extension extension;
  const char *initial_prompt;
  const int32_t *prompt_tokens;
  size_t prompt_token_count;
  int prompt_condition;
  bool condition_on_previous;
  int32_t most_previous_tokens;
  float temperature;
  float temperature_step;
  float compression_limit;
  float log_probability_limit;
  float no_speech_limit;
  uint32_t seed;
  float latest_first_time;
};

// What a Whisper model thought of one stretch of 30 seconds.
struct sr_whisper_trace {
  uint64_t struct_size;
  int64_t start_ms;
  int64_t end_ms;
  float temperature;
  float compression_ratio;
  float average_log_probability;
  float no_speech_probability;
  bool is_silenced;
  int32_t fallback_count;
};

// The functions, by the names under which the library has them.
typedef const char *(*sr_version)(void);                        // transcribe_version
typedef size_t (*sr_layout)(int);                               // transcribe_abi_struct_size, …_align
typedef void (*sr_log_callback)(int, const char *, void *);
typedef void (*sr_set_log)(sr_log_callback, void *);            // transcribe_log_set
typedef int (*sr_start)(const char *);                          // transcribe_init_backends
typedef const char *(*sr_status_text)(int);                     // transcribe_status_string
typedef void (*sr_fill)(void *);                                // transcribe_…_init
typedef int (*sr_load)(const char *, const struct sr_load_parameters *, void **);
typedef void (*sr_free)(void *);                                // transcribe_model_free, …_session_free
typedef int (*sr_open_session)(void *, const struct sr_session_parameters *, void **);
typedef int (*sr_run)(void *, const float *, int, const struct sr_run_parameters *);
typedef int (*sr_count)(void *);                                // transcribe_n_segments
typedef int (*sr_get_segment)(void *, int, struct sr_segment *);
typedef const char *(*sr_language)(void *);                     // transcribe_detected_language
typedef int (*sr_get_trace)(void *, int, struct sr_whisper_trace *);

#endif
