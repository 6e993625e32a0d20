"""Which tables of whole numbers are possible, given sums and bounds. Written for the proof and independent of the program: bounds are
drawn in along the sums, and what is left is tried, values near a known table first.
"""


class Impossible(Exception):
    pass


class System:
    """Variables by name with bounds, and sums: Σ parts = total."""

    MOST = 10 ** 5
    TRIES = 3000

    def __init__(self):
        self.bounds, self.sums, self.uses = {}, [], {}
        self.narrowed = None  # bounds that follow; asked for after all is said

    def variable(self, name):
        self.bounds.setdefault(name, [0, self.MOST])

    def bound(self, name, low, high):
        self.variable(name)
        bounds = self.bounds[name]
        bounds[:] = max(bounds[0], low), min(bounds[1], high)

    def add_sum(self, parts, total):
        terms = [(part, 1) for part in parts] + [(total, -1)]
        for name, _ in terms:
            self.variable(name)
            self.uses.setdefault(name, []).append(len(self.sums))
        self.sums.append(terms)

    def narrow(self, bounds, names=None):
        """Draws bounds in until nothing changes."""
        queue = list(range(len(self.sums))) if names is None else [s for name in names for s in self.uses.get(name, [])]
        while queue:
            terms = self.sums[queue.pop()]
            low = sum(bounds[n][0] if sign > 0 else -bounds[n][1] for n, sign in terms)
            high = sum(bounds[n][1] if sign > 0 else -bounds[n][0] for n, sign in terms)
            for name, sign in terms:
                least, most = bounds[name]
                own_low, own_high = (least, most) if sign > 0 else (-most, -least)
                own_low, own_high = max(own_low, -(high - own_high)), min(own_high, -(low - own_low))
                new = [own_low, own_high] if sign > 0 else [-own_high, -own_low]
                if new[0] > new[1]:
                    raise Impossible
                if new != [least, most]:
                    bounds[name] = new
                    queue += self.uses[name]
                    low = sum(bounds[n][0] if s > 0 else -bounds[n][1] for n, s in terms)
                    high = sum(bounds[n][1] if s > 0 else -bounds[n][0] for n, s in terms)
        return bounds

    def follows(self):
        if self.narrowed is None:
            self.narrowed = self.narrow({n: list(b) for n, b in self.bounds.items()})
        return {n: list(b) for n, b in self.narrowed.items()}

    def interval(self, name):
        return self.follows()[name]

    def table(self, fixed, near):
        """A possible table with these values, close to `near`; None when there is none or it is not found."""
        self.tries = self.TRIES
        bounds = self.follows()
        for name, value in fixed.items():
            if not bounds[name][0] <= value <= bounds[name][1]:
                return None
            bounds[name] = [value, value]
        try:
            return self.search(self.narrow(bounds, fixed), near)
        except Impossible:
            return None

    def search(self, bounds, near):
        open_names = [n for n, (low, high) in bounds.items() if low < high]
        if not open_names:
            return {n: b[0] for n, b in bounds.items()}
        name = min(open_names, key=lambda n: (bounds[n][1] - bounds[n][0], n))
        low, high = bounds[name]
        start = min(max(near[name], low), high)
        for step in range(0, 8):
            for value in {start - step, start + step}:
                if not low <= value <= high:
                    continue
                self.tries -= 1
                if self.tries < 0:
                    raise Impossible
                inner = {n: list(b) for n, b in bounds.items()}
                inner[name] = [value, value]
                try:
                    return self.search(self.narrow(inner, [name]), near)
                except Impossible:
                    if self.tries < 0:
                        raise
        raise Impossible
