using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Faults;

/// <summary>A tenant's faults, the oldest first: a request is struck by the first that matches.</summary>
internal sealed class FaultList(SeededRandom random)
{
    private readonly Lock _gate = new();
    private readonly List<ActiveFault> _faults = [];
    private volatile bool _any;
    private int _lastId;

    public IReadOnlyList<ActiveFault> All
    {
        get
        {
            lock (_gate) return [.. _faults];
        }
    }

    public ActiveFault Add(Fault fault)
    {
        lock (_gate)
        {
            var active = new ActiveFault(++_lastId, fault, 0);
            _faults.Add(active);
            _any = true;
            return active;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
            _any = false;
        }
    }

    /// <summary>The fault that strikes this request, if any; it counts as used.</summary>
    /// <param name="request">"METHOD path?query", the query decoded.</param>
    public Fault? Strike(string request)
    {
        if (!_any) return null;
        lock (_gate)
        {
            for (var i = 0; i < _faults.Count; i++)
            {
                var (id, fault, struck) = _faults[i];
                if (!request.Contains(fault.Match, StringComparison.OrdinalIgnoreCase) || !random.Chance(fault.Probability)) continue;
                if (struck + 1 == fault.Times) _faults.RemoveAt(i);
                else _faults[i] = new ActiveFault(id, fault, struck + 1);
                _any = _faults.Count > 0;
                return fault;
            }

            return null;
        }
    }
}
