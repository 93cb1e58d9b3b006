// The system's libyaml (0.2.5 or later): YAML's event parser. Only the module `YAML` imports this.
#ifndef ASSENT_CYAML_SHIM_H
#define ASSENT_CYAML_SHIM_H

#include <yaml.h>

#endif
