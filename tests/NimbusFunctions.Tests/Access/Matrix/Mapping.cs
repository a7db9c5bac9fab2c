using NimbusFunctions.Access;

namespace NimbusFunctions.Tests.Access.Matrix;

/// <summary>What a row of the matrices is here.</summary>
internal abstract record Mapping
{
    private const Letters Every = Letters.Create | Letters.Read | Letters.Update | Letters.Delete | Letters.Execute;

    private Mapping()
    {
    }

    /// <summary>Permissions that have each the row's letters.</summary>
    /// <param name="Mask">The letters that the row is about; the others of the permission are other rows'.</param>
    public sealed record Same(Letters Mask, params string[] Permissions) : Mapping
    {
        public Letters Of(string permission, Role role) => PermissionTable.Of(permission, role) & Mask;
    }

    /// <summary>Several permissions that have the row's letters together.</summary>
    public sealed record Together(params (string Permission, Letters Mask)[] Parts) : Mapping
    {
        public Letters Of(Role role) => Parts.Aggregate(Letters.None, (letters, part) => letters | (PermissionTable.Of(part.Permission, role) & part.Mask));
    }

    /// <summary>What is pressed there is another letter here.</summary>
    public sealed record Pressed(string Permission, Letters Letter) : Mapping
    {
        public Letters Of(Role role) => PermissionTable.Of(Permission, role).HasFlag(Letter) ? Letters.Execute : Letters.None;
    }

    /// <summary>Nothing here decides it.</summary>
    /// <param name="Why">Which part of the project brings it, or which system shows it.</param>
    public sealed record NotHere(string Why) : Mapping;

    public static Mapping To(params string[] permissions) => new Same(Every, permissions);

    public static Mapping ReadOf(string permission) => new Same(Letters.Read, permission);
}
