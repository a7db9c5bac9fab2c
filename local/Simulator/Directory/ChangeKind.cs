namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>What a line of the change log is about.</summary>
internal enum ChangeKind : byte
{
    User,
    Group,
    Members,
    Owners,
}
