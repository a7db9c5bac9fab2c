namespace NimbusFunctions.Access;

/// <summary>What a role may do with a thing, as the product's permission matrices write it.</summary>
[Flags]
internal enum Letters
{
    None = 0,
    Create = 1,
    Read = 2,
    Update = 4,
    Delete = 8,

    /// <summary>Press, call, run.</summary>
    Execute = 16,
}
