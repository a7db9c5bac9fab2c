namespace NimbusFunctions.Retention.Subjects;

/// <summary>What an erasure does with a row that names the person.</summary>
internal enum SubjectDeed
{
    /// <summary>The names in keys and texts are replaced; everything else stays.</summary>
    Rewrite,

    /// <summary>The row goes: it tells nothing but of this person.</summary>
    Remove,

    /// <summary>It goes where its key names the person; else the names in it are replaced.</summary>
    RemoveWhereKeyed,

    /// <summary>The user's own row: goes, unless the user has access again.</summary>
    User,

    /// <summary>A membership: goes into the member history under the pseudonym.</summary>
    Membership,

    /// <summary>A line of the ledger, whose key is made of what it says.</summary>
    LedgerLine,

    /// <summary>A row of live tasks: changed together with the slots.</summary>
    Task,

    /// <summary>A user's book of states: what has ended goes into the history under the pseudonym.</summary>
    StateBook,

    /// <summary>A user's place among those whose presence is tracked.</summary>
    Place,

    /// <summary>Packed recordings: all of a run that names the person go.</summary>
    Recording,
}
