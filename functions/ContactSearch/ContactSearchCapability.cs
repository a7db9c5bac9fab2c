namespace NimbusFunctions.ContactSearch;

/// <summary>The contact search, and the permissions that it and its like need.</summary>
internal static class ContactSearchCapability
{
    public static void AddContactSearch(this IServiceCollection services) =>
        services.AddSingleton<UserTokens>().AddSingleton<ConsentLinks>().AddSingleton<GrantReader>().AddSingleton<ContactSearcher>()
            .AddSingleton<IContactSource, AddressBookSource>().AddSingleton<IContactSource, DirectorySource>()
            .AddSingleton<IContactSource, ExchangeSource>().AddSingleton<IContactSource, ServiceSource>();
}
