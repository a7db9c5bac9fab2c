namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>The group properties that can change, as a set.</summary>
[Flags]
internal enum GroupProperties : uint
{
    None = 0,
    DisplayName = 1,
    Description = 1 << 1,
    Mail = 1 << 2,
    Visibility = 1 << 3,
}
