namespace NimbusFunctions.Local.Flows;

/// <summary>By what the API knows a post that is sent again (docs/api.md, <i>Sending again</i>).</summary>
internal enum PostNaming
{
    /// <summary>The header <c>Idempotency-Key</c>.</summary>
    Header,

    /// <summary>The field <c>clientReference</c> of the body.</summary>
    Reference,

    /// <summary>By nothing: a post whose answer is lost makes another task.</summary>
    None,
}
