using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Delta;

/// <summary>A member or owner to be told of in members@delta or owners@delta; whether added or removed is read when written.</summary>
internal readonly record struct DeltaRelation(ChangeKind Kind, Guid Id, bool IsGroup);
