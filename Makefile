# feitenblad: build, test, and make the example site.
#
#   make site      install what is missing, build the tool, generate public/
#   make test      install what is missing, build and run the tests
#   make           only build (no installing)            make lint    the rules of the source tree
#   make conformance   the outside judges over every PDF: veraPDF, qpdf, poppler, pdf.js (T="delft": only some);
#                      frictionless over data packages (T=frictionless: only these)
#   make bench     how fast, how much memory             make clean   remove build/
#   make bench-loading   how fast 14 million cells are read, beside Python's csv module and bare libcsv; bytes a cell
#   make fresh SUITE=bookworm|trixie                     both commands in an empty Debian (needs root; CONFORMANCE=1: the judges too)
#
# Variables: CC=clang   the other compiler       MODE=asan   AddressSanitizer and UBSan
#            V=1       show whole commands
#            BUILD=dir  where objects go         T="part part"   only tests whose path holds one of these
#            FOLDERS="base config"   only these folders of gen/ and their unit tests, for work on one room
# Each combination has its own directory under build/, so that they can stand side by side.

VERSION := 0.1.0

ifeq ($(origin CC),default)
CC := gcc
endif
MODE    ?=
FOLDERS ?=
T       ?=
SUITE   ?= bookworm

# build, build/clang, build/asan, build/clang-asan
variant := $(subst $(eval) ,-,$(strip $(if $(filter gcc,$(CC)),,$(notdir $(CC))) $(MODE)))
BUILD   ?= build$(if $(variant),/$(variant))

Q := $(if $(V),,@)
say = $(if $(V),,@echo '  $(1) $(2)')
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:

# ---- flags -----------------------------------------------------------------------------------------------------------

WARN     := -Wall -Wextra -Werror -Wstrict-prototypes -Wmissing-prototypes -Wvla
CPPFLAGS := -Igen -D_GNU_SOURCE -DFEITENBLAD_VERSION='"$(VERSION)"'
# No fused multiply-add: the same drawing must get the same coordinates from each compiler.
CFLAGS   := -std=gnu17 -g -ffp-contract=off $(WARN)
LDFLAGS  := -Wl,--as-needed

ifeq ($(MODE),)
CFLAGS   += -O2 -fstack-protector-strong
CPPFLAGS += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
else ifeq ($(MODE),asan)
SANITIZE := -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
CFLAGS   += -O1 $(SANITIZE)
LDFLAGS  += $(SANITIZE)
else
$(error MODE is empty or asan, not '$(MODE)')
endif

# Asked once, and only when something is compiled: on a bare machine pkg-config comes with the first run of packages.sh.
PACKAGES = glib-2.0 gio-2.0 gio-unix-2.0 cairo cairo-pdf pangocairo pangoft2 fontconfig freetype2 harfbuzz harfbuzz-subset \
           libcmark jansson yaml-0.1 libqpdf libdeflate libpng libqrencode nettle
ask          = $(shell pkg-config $(1))$(if $(filter-out 0,$(.SHELLSTATUS)),$(error run 'sh packages.sh' first))
PKG_CFLAGS   = $(eval PKG_CFLAGS := $$(call ask,--cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS     = $(eval PKG_LIBS := $$(call ask,--libs $(PACKAGES)) -lcsv -lhyphen -lm)$(PKG_LIBS)
CMOCKA_FLAGS = $(eval CMOCKA_FLAGS := $$(call ask,--cflags cmocka))$(CMOCKA_FLAGS)
CMOCKA_LIBS  = $(eval CMOCKA_LIBS := $$(call ask,--libs cmocka))$(CMOCKA_LIBS)

# ---- what there is ---------------------------------------------------------------------------------------------------

folders   := $(if $(FOLDERS),$(FOLDERS),*)
SOURCES   := $(sort $(wildcard $(addprefix gen/,$(addsuffix /*.c,$(folders)))))
LIB_C     := $(filter-out gen/cli/main.c,$(SOURCES))
SUPPORT_C := $(sort $(wildcard tests/support/*.c))
TEST_C    := $(sort $(wildcard $(addprefix tests/unit/,$(addsuffix /test_*.c,$(folders)))))
ifeq ($(FOLDERS),)
TEST_C    += $(sort $(wildcard tests/golden/test_*.c tests/print/test_*.c tests/site/test_*.c))
endif

LIB_O     := $(LIB_C:%.c=$(BUILD)/%.o)
MAIN_O    := $(BUILD)/gen/cli/main.o
SUPPORT_O := $(SUPPORT_C:%.c=$(BUILD)/%.o)
TESTS     := $(TEST_C:%.c=$(BUILD)/%)
BENCHES   := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c))
part      := $(if $(FOLDERS),-$(subst $(eval) ,-,$(strip $(FOLDERS))))
LIB       := $(BUILD)/libfeitenblad$(part).a
BINARY    := $(BUILD)/feitenblad

# ---- commands --------------------------------------------------------------------------------------------------------

.PHONY: all site test check-tests conformance lint bench bench-loading fresh clean help FORCE
all: $(BINARY)

site:
	@sh packages.sh
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@$(BINARY) build --project . --output public

test:
	@sh packages.sh test
	@$(MAKE) --no-print-directory -j$$(nproc) check-tests

chosen := $(if $(T),$(foreach t,$(TESTS),$(if $(strip $(foreach part,$(T),$(findstring $(part),$(t)))),$(t))),$(TESTS))

# The tests that drive the program need the binary; a run over some folders does not.
check-tests: $(chosen) $(if $(FOLDERS),,$(BINARY))
	@FEITENBLAD=$(BINARY) BUILD=$(BUILD) sh tests/run.sh $(chosen)

conformance:
	@sh packages.sh conformance
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@PYTHONDONTWRITEBYTECODE=1 python3 tests/conformance/run.py --program $(BINARY) --only '$(T)'

lint:
	@sh tests/lint/run.sh

bench: all
	@FEITENBLAD=$(BINARY) BUILD=$(BUILD) CC="$(CC)" sh tests/bench/run.sh

bench-loading: $(BENCHES)
	@BUILD=$(BUILD) sh tests/bench/loading.sh

fresh:
	@sh tests/fresh.sh $(SUITE)

clean:
	rm -rf build

help:
	@sed -n '2,/^$$/s/^# \{0,1\}//p' Makefile

# ---- rules -----------------------------------------------------------------------------------------------------------

$(BINARY): $(MAIN_O) $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $(MAIN_O) $(LIB) $(PKG_LIBS)

# Made anew, also when a source file went away: a stale object must not help a test to pass.
$(LIB): $(LIB_O) $(BUILD)/sources$(part)
	@rm -f $@
	$(call say,AR  ,$@)
	$(Q)ar rcs $@ $(LIB_O)

$(BUILD)/sources$(part): FORCE
	@mkdir -p $(@D)
	@echo '$(LIB_C)' | cmp -s - $@ || echo '$(LIB_C)' > $@

$(BUILD)/gen/%.o: gen/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%.o: tests/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(PKG_CFLAGS) $(CMOCKA_FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(TESTS): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(SUPPORT_O) $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(SUPPORT_O) $(LIB) $(CMOCKA_LIBS) $(PKG_LIBS)

$(BENCHES): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(LIB) $(PKG_LIBS)

.SECONDARY: $(TESTS:%=%.o) $(BENCHES:%=%.o)

-include $(LIB_O:.o=.d) $(MAIN_O:.o=.d) $(SUPPORT_O:.o=.d) $(TESTS:%=%.d) $(BENCHES:%=%.d)
