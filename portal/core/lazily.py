"""Libraries that few requests need: a worker loads them when one does, and keeps 10 MB less until then."""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def lazily(name: str) -> ModuleType:
    """Return a module that is loaded when its first name is asked for; raises ImportError when there is none.

    Use: under ``if TYPE_CHECKING`` an ordinary import, under ``else`` this.
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ImportError(name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
