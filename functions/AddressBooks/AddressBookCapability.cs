namespace NimbusFunctions.AddressBooks;

/// <summary>Address books: contacts that flows keep and attendants find.</summary>
internal static class AddressBookCapability
{
    public static void AddAddressBooks(this IServiceCollection services) =>
        services.AddSingleton<AddressBookStore>().AddSingleton<ContactCounts>().AddSingleton<ContactStore>().AddSingleton<ContactRemoval>()
            .AddSingleton<AddressBookDesk>().AddSingleton<AddressBookDoor>();

    public static void MapAddressBooks(this RouteGroupBuilder v2)
    {
        v2.MapBooks();
        v2.MapBookContacts();
    }
}
