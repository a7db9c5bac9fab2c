namespace NimbusFunctions.Local.Simulator.Faults;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>An error answer with a given status.</summary>
    Status,

    /// <summary>No answer until the caller gives up.</summary>
    Hang,

    /// <summary>The connection is cut.</summary>
    Reset,

    /// <summary>The right answer, late.</summary>
    Slow,

    /// <summary>400 syncStateNotFound: the delta token has expired.</summary>
    DeltaExpired,

    /// <summary>410 with a Location that has an empty delta token.</summary>
    Gone,

    /// <summary>404 Request_ResourceNotFound.</summary>
    NotFound,

    /// <summary>A page without entries but with a next link; everything follows there.</summary>
    EmptyPage,

    /// <summary>A delta page that begins with changes told before.</summary>
    Replay,

    /// <summary>Half of a page's entries a second time.</summary>
    Duplicate,

    /// <summary>A lie: a list that claims to be complete and has no entries.</summary>
    EmptyList,
}
