namespace NimbusFunctions.IntegrationTests.Neighbours;

/// <summary>What was seen of an outage. Times are in seconds; null where it was not seen in time.</summary>
internal sealed record OutageResult(string Name)
{
    /// <summary>How long the neighbour was away.</summary>
    public double Lasted { get; set; }

    /// <summary>From the loss until health tells of it.</summary>
    public double? HealthTells { get; set; }

    /// <summary>Its word, and what it says of the neighbour.</summary>
    public string HealthSays { get; set; } = "";

    /// <summary>From the return until health is <c>ready</c> again.</summary>
    public double? HealthReady { get; set; }

    /// <summary>From the return until a new task is posted with 200, and until it is over.</summary>
    public double? FirstPost { get; set; }

    public double? FirstEnd { get; set; }

    /// <summary>From the return until a poll has brought fresh presence.</summary>
    public double? FirstPresence { get; set; }

    /// <summary>From the return until a run of the sync ends that an administrator asks for.</summary>
    public double? FirstSync { get; set; }

    /// <summary>How far off the next run was that nobody asked for, at the return.</summary>
    public double? NextSync { get; set; }

    /// <summary>From the return until a secret is set with 200.</summary>
    public double? FirstSecret { get; set; }

    /// <summary>From the return until every task that was promised is over and told of.</summary>
    public double? AllEnded { get; set; }

    /// <summary>Of each call of the load in the outage: statuses, the longest answer.</summary>
    public IReadOnlyList<string> Calls { get; set; } = [];

    /// <summary>The app's memory in MB and threads before and after.</summary>
    public (double Memory, int Threads) Before { get; set; }

    public (double Memory, int Threads) After { get; set; }

    /// <summary>Everything that should not have been; empty: all is well.</summary>
    public List<string> Faults { get; } = [];
}
