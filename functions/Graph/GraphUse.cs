namespace NimbusFunctions.Graph;

/// <summary>How one run uses Graph: with which priority, how much, and who is told of the answers.</summary>
/// <param name="priority">Sent with each request.</param>
/// <param name="tell">Told of each final answer, a batch's item by item, before the asker gets it; null: nobody.</param>
internal sealed class GraphUse(
    GraphPriority priority = GraphPriority.Normal, Func<GraphAnswer, CancellationToken, Task>? tell = null)
{
    private readonly Lock gate = new();

    /// <summary>Of the requests from now on: an audit comes after whatever else a run has to do.</summary>
    public GraphPriority Priority { get; set; } = priority;

    public Func<GraphAnswer, CancellationToken, Task>? Tell => tell;

    /// <summary>Requests that got an answer or failed for good; a batch is one.</summary>
    public int Requests { get; private set; }

    /// <summary>Resource units as Graph counted them, estimated where it did not say.</summary>
    public double Units { get; private set; }

    /// <summary>How long requests were kept waiting, by Graph's word or by the budget.</summary>
    public TimeSpan Throttled { get; private set; }

    public void Asked(double units)
    {
        lock (gate)
        {
            Requests++;
            Units += units;
        }
    }

    public void Waited(TimeSpan wait)
    {
        lock (gate)
            Throttled += wait;
    }
}
