/* One command of the program: its name, one line of help, and what runs it. The table is in main.c. */
#pragma once

typedef struct {
  const char *name;
  const char *summary;
  int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns the exit status */
} Command;

enum { EXIT_USAGE = 64 };

int command_build(int argc, char **argv);
int command_check(int argc, char **argv);
int command_diff(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_handout(int argc, char **argv);
