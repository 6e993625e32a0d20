/* A table as it is heard by someone who moves through it by row. */
#pragma once
#include "surface/voice.h"

void transcript_table(Voice *voice, const Tag *table);
