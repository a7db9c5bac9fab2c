namespace NimbusFunctions.Tenants.Units;

/// <summary>How much lies in an organization unit itself.</summary>
/// <param name="Roles">How many roles hold in it.</param>
internal sealed record UnitContents(int Units, int Services, int Users, int ConfigurationEntities, int AddressBooks, int Roles)
{
    public bool IsEmpty => this == new UnitContents(0, 0, 0, 0, 0, 0);

    /// <summary>All of it in words, whether there is some or none.</summary>
    public override string ToString() =>
        $"{Units} units, {Services} services, {Users} users, {ConfigurationEntities} configuration entities, {AddressBooks} address books and {Roles} roles";
}
